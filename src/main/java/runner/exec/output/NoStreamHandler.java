package runner.exec.output;

import java.io.InputStream;
import java.io.OutputStream;
import org.apache.commons.exec.ExecuteStreamHandler;

/**
 * Tells commons-exec to handle no streams: output goes through our own pipes, which no daemon can
 * block.
 */
public final class NoStreamHandler implements ExecuteStreamHandler {
  @Override
  public void setProcessErrorStream(InputStream stream) {}

  @Override
  public void setProcessInputStream(OutputStream stream) {}

  @Override
  public void setProcessOutputStream(InputStream stream) {}

  @Override
  public void start() {}

  @Override
  public void stop() {}
}
