/** Changes to files, among what others planted and what a crash left. */
package runner.files;
