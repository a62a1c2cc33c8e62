package runner.stream;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One of our own streams. A single thread writes to it. */
final class DescriptorSink implements StreamWriter.Sink {
  private final Path path;
  private FileChannel channel;

  DescriptorSink(FileDescriptor descriptor, int number) {
    this.channel = new FileOutputStream(descriptor).getChannel();
    this.path = Path.of("/proc/self/fd/" + number);
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) {
        // Somebody made it non-blocking; opened anew it waits for its reader again.
        channel = FileChannel.open(path, StandardOpenOption.WRITE);
      }
    }
  }
}
