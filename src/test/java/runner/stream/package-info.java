/** Tests of what the program writes to. */
package runner.stream;
