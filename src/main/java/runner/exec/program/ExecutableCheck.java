package runner.exec.program;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Tells beforehand what would keep a file from being run. The kernel's own answers come too late
 * and mislead: an empty file succeeds as a shell script, a cut-off binary is read as one, a missing
 * interpreter is reported as a missing file.
 */
public final class ExecutableCheck {
  /** What the kernel looks at to find the interpreter (BINPRM_BUF_SIZE). */
  private static final int HEAD = 256;

  private ExecutableCheck() {}

  /**
   * Why a file cannot be run.
   *
   * @param fact what is wrong with it
   * @param fix how to fix it, a command where there is one
   */
  public record Fault(String fact, String fix) {}

  /** The fault of a file that is to be run by itself. */
  public static Optional<Fault> faultOf(Path file) {
    Optional<Fault> fault = faultOfInput(file);
    if (fault.isPresent()) {
      return fault;
    }
    if (!Files.isExecutable(file)) {
      return fault("is not executable", "chmod +x " + file);
    }
    return faultOfContent(file);
  }

  /**
   * What its shell says against the syntax of a script; empty when it is fine or no shell script.
   *
   * @param interpreter words that run the file; when empty its own first line decides
   */
  public static Optional<String> syntaxFaultOf(Path file, List<String> interpreter) {
    return ShellSyntax.faultOf(file, interpreter);
  }

  /** The interpreter that the file's own first line names. */
  public static Optional<Path> interpreterOf(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
      return Optional.of(firstLine(text))
          .filter(line -> line.startsWith("#!") && line.indexOf('\0') < 0)
          .map(line -> Path.of(Shebang.words(line).get(0)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The fault of a file that an interpreter is to read. */
  public static Optional<Fault> faultOfInput(Path file) {
    try {
      if (!Files.exists(file)) {
        return Files.isSymbolicLink(file)
            ? fault(
                "is a link to nothing: " + Files.readSymbolicLink(file), "fix or remove the link")
            : fault("does not exist", "create it");
      }
      if (!Files.isRegularFile(file)) {
        return fault("is not a regular file", "remove it");
      }
      return Files.size(file) == 0 ? fault("is empty", "write it, or remove it") : Optional.empty();
    } catch (IOException e) {
      return fault("cannot be read: " + e.getMessage(), "");
    }
  }

  private static Optional<Fault> faultOfContent(Path file) {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD);
      String text = new String(head, StandardCharsets.ISO_8859_1);
      if (text.startsWith("#!")) {
        return faultOfHashbang(file, firstLine(text));
      }
      if (text.startsWith("\u007fELF")) {
        return Elf.isWhole(head, Files.size(file))
            ? Optional.empty()
            : fault("is a program that was cut off", "copy it again");
      }
      return fault("begins neither with #! nor as a program does", "begin it with #!/bin/sh");
    } catch (AccessDeniedException e) {
      // A program may be executable without being readable; then the kernel has the last word.
      return Optional.empty();
    } catch (IOException e) {
      return fault("cannot be read: " + e.getMessage(), "");
    }
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }

  private static Optional<Fault> faultOfHashbang(Path file, String line) {
    if (line.indexOf('\0') >= 0) {
      return fault("has a NUL character in its #! line", "write it again");
    }
    if (line.endsWith("\r")) {
      return fault(
          "has Windows line ends (CR LF), so its #! line fails", "sed -i 's/\\r$//' " + file);
    }
    String program = Shebang.words(line).get(0);
    if (program.isEmpty()) {
      return fault("names no interpreter after #!", "write #!/bin/sh");
    }
    Path interpreter = Path.of(program);
    return ProgramSearch.isProgram(interpreter)
        ? Optional.empty()
        : fault("needs the interpreter " + interpreter + ", which is missing", "install it");
  }

  private static Optional<Fault> fault(String fact, String fix) {
    return Optional.of(new Fault(fact, fix));
  }
}
