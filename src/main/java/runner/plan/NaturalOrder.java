package runner.plan;

import java.util.Comparator;

/**
 * Numbers by value, all else by its bytes in UTF-8; equal values (0-x and 00-x) by their bytes. The
 * same whatever the locale.
 */
final class NaturalOrder implements Comparator<String> {
  @Override
  public int compare(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      int endOfA = numberEnd(a, i);
      int endOfB = numberEnd(b, j);
      int order;
      if (endOfA > i && endOfB > j) {
        order = byValue(a.substring(i, endOfA), b.substring(j, endOfB));
        i = endOfA;
        j = endOfB;
      } else {
        order = Integer.compare(a.codePointAt(i), b.codePointAt(j));
        i += Character.charCount(a.codePointAt(i));
        j += Character.charCount(b.codePointAt(j));
      }
      if (order != 0) {
        return order;
      }
    }
    int rest = Integer.compare(a.length() - i, b.length() - j);
    return rest != 0 ? rest : a.compareTo(b);
  }

  private static int numberEnd(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  private static int byValue(String a, String b) {
    String x = a.replaceFirst("^0+", "");
    String y = b.replaceFirst("^0+", "");
    return x.length() != y.length() ? Integer.compare(x.length(), y.length()) : x.compareTo(y);
  }
}
