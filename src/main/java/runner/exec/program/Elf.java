package runner.exec.program;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** As much of elf(5) as shows that a program was cut off: its tables must lie within the file. */
final class Elf {
  private static final int HEADER_32 = 52;
  private static final int HEADER_64 = 64;

  private Elf() {}

  static boolean isWhole(byte[] head, long size) {
    if (head.length < HEADER_32) {
      return false;
    }
    ByteBuffer header = ByteBuffer.wrap(head);
    header.order(head[5] == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    if (head[4] == 1) {
      long sections = header.getInt(32) & 0xffffffffL;
      return tableEnd(sections, header.getShort(46), header.getShort(48)) <= size;
    }
    return head.length >= HEADER_64
        && tableEnd(header.getLong(40), header.getShort(58), header.getShort(60)) <= size;
  }

  private static long tableEnd(long offset, short entrySize, short entries) {
    return offset + (long) (entrySize & 0xffff) * (entries & 0xffff);
  }
}
