/** Tests of the durable memory: every file cut, flipped and filled with garbage. */
package runner.journal;
