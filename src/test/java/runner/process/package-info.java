/** Tests of what names a process, and of what proc(5) tells of it. */
package runner.process;
