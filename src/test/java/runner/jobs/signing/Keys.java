package runner.jobs.signing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Pairs of keys in files, as {@code runner jobs keygen} leaves them. */
public final class Keys {
  private Keys() {}

  /** Writes {@code NAME.key} and {@code NAME.pub} into a folder; returns the former as read. */
  public static SigningKey pair(Path folder, String name) throws IOException {
    SigningKey.Texts texts = SigningKey.Texts.generated();
    Path file = Files.writeString(folder.resolve(name + ".key"), texts.privateText());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(folder.resolve(name + ".pub"), texts.publicText());
    return SigningKey.read(file);
  }
}
