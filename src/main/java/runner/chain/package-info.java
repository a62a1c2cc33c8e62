/**
 * Run the plan: gate, hook, launch, verdict, retry, halt. Start with {@link Chain}, whose {@code
 * run} is one iteration from the first task to the outcome.
 *
 * <p>The words of the chain: a <em>pass</em> walks over its tasks once, and a task that fails ends
 * it. An <em>attempt</em> is one start of one task. A <em>try</em> is a number, RUNNER_TRY: that of
 * the pass in which an attempt is made, from 1. An <em>iteration</em> is all passes until the chain
 * succeeds or ends; a <em>run</em> is what is kept of one iteration, under an id.
 */
package runner.chain;
