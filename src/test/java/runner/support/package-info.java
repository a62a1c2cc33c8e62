/**
 * Test support: {@link runner.support.Scenario} starts the program on real input in a directory of
 * its own; {@link runner.support.Scripts} has tasks that behave badly.
 */
package runner.support;
