package runner.trust;

/**
 * What decides who can write to a path, as lstat(2) tells it.
 *
 * @param owner number of the user
 * @param group number of the group
 * @param mode permission bits, the sticky one included
 */
record Inode(Kind kind, int owner, int group, int mode) {
  private static final int STICKY = 01000;
  private static final int GROUP_WRITES = 0020;
  private static final int OTHERS_WRITE = 0002;

  /** As far as the rules differ. */
  enum Kind {
    DIRECTORY,
    FILE,
    LINK,
    /** A device, pipe or socket: writing to it changes nothing that we run. */
    OTHER
  }

  boolean isSticky() {
    return kind == Kind.DIRECTORY && (mode & STICKY) != 0;
  }

  boolean isWritable() {
    return kind == Kind.DIRECTORY || kind == Kind.FILE;
  }

  boolean isWrittenByGroup() {
    return isWritable() && (mode & GROUP_WRITES) != 0;
  }

  boolean isWrittenByOthers() {
    return isWritable() && (mode & OTHERS_WRITE) != 0;
  }
}
