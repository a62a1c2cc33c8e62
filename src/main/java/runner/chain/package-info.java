/**
 * Walk the plan: gate, hook, launch, verdict, retry, halt. Start with {@link Chain}, whose {@code
 * walk} is one iteration from the first task to the outcome.
 */
package runner.chain;
