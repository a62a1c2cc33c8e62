/**
 * Test support: {@link runner.support.Scenario} starts the program on real input in a folder of its
 * own, {@link runner.support.Scripts} are tasks that behave badly.
 */
package runner.support;
