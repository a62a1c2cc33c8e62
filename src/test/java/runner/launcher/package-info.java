/** The launcher {@code ./runner}, tested with stubs of java and Maven that record their calls. */
package runner.launcher;
