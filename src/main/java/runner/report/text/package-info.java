/**
 * Events and values as text for people: words, levels, safe characters. Start with {@link
 * runner.report.text.EventText}.
 */
package runner.report.text;
