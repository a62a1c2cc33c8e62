/** Tests of the calls of Puppet, with stand-ins and with the real one. */
package runner.puppet;
