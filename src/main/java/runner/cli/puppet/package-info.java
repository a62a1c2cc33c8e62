/** The two commands that call Puppet. Start with {@code PuppetSession}. */
package runner.cli.puppet;
