/** What the documents say of keys and codes, held to the code. */
package runner.cli;
