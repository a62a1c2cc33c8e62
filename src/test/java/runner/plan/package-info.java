/** Order, files and settings of tasks, against tables and properties. */
package runner.plan;
