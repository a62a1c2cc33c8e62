/**
 * How text is spelt and quoted, for people, for a shell and for other programs. Start with {@link
 * runner.text.ShellWord}.
 */
package runner.text;
