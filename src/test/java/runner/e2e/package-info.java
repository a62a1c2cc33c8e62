/** The program from the outside: its command line in, what it did and what it left behind out. */
package runner.e2e;
