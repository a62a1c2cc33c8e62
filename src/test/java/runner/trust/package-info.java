/** What others could have written, told from drawn trees. */
package runner.trust;
