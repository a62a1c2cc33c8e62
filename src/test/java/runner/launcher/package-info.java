/** The launcher {@code ./runner}, tried with a java and a Maven that only write down their call. */
package runner.launcher;
