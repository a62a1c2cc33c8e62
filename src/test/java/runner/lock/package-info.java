/** Tests of the judgement over the owners of locks. */
package runner.lock;
