import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Runs google-java-format over every Java file below a folder. `check` names the files that differ
/// and fails; `apply` rewrites them.
///
/// The formatter reads source with the parser of the JDK it runs on, so it needs the JDK the code
/// is written for. Maven may run on an older one, hence a process of its own, started by the build
/// with the JDK that the toolchains plugin found.
final class JavaFormat {
  /// What holds no source of ours.
  private static final Set<String> SKIPPED = Set.of(".git", "node_modules", "target");

  private JavaFormat() {}

  public static void main(String[] args) throws IOException {
    boolean apply =
        switch (args[0]) {
          case "check" -> false;
          case "apply" -> true;
          default -> throw new IllegalArgumentException("check or apply, not " + args[0]);
        };
    boolean clean = true;
    for (Path file : javaFiles(Path.of(args[1]).normalize())) clean &= format(file, apply);
    if (clean) return;
    if (!apply) System.out.println("Format with: ./mvnw -q -N validate -Dformat=.");
    System.exit(1);
  }

  private static List<Path> javaFiles(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path entered, BasicFileAttributes facts) {
            return SKIPPED.contains(entered.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
            if (file.toString().endsWith(".java")) found.add(file);
            return FileVisitResult.CONTINUE;
          }
        });
    found.sort(null);
    return found;
  }

  /// Whether the file is now as it should be.
  private static boolean format(Path file, boolean apply) throws IOException {
    String source = Files.readString(file);
    String formatted;
    try {
      formatted = new Formatter().formatSourceAndFixImports(source);
    } catch (FormatterException e) {
      System.out.println("cannot be read: " + file + ": " + e.getMessage());
      return false;
    }
    if (formatted.equals(source)) return true;
    System.out.println((apply ? "formatted " : "not formatted: ") + file);
    if (apply) Files.writeString(file, formatted);
    return apply;
  }
}
