/** Tests of the pool command: real git repositories, and a Concourse of our own on 127.0.0.1. */
package runner.pool;
