package runner.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file could not be read or written, in words for people. */
public final class FileErrors {
  private FileErrors() {}

  /** What went wrong, in the kernel's words where it said any. */
  public static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (e instanceof NotDirectoryException) {
      return "not a directory";
    }
    return e instanceof FileSystemException f && f.getReason() != null
        ? f.getReason()
        : String.valueOf(e.getMessage());
  }

  /** Whether a failure to write means no more than that the disk, or a quota, is full. */
  public static boolean isFull(IOException e) {
    String said = reason(e);
    return said.contains("No space left") || said.contains("quota exceeded");
  }
}
