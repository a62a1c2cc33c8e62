/** How text is quoted, as tables. */
package runner.text;
