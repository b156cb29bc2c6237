using System.Collections.Concurrent;
using System.Text;
using SearchService.Corpus.Documents;
using SearchService.Corpus.Recovery;
using SearchService.Tests.Shared;

namespace SearchService.Corpus.Tests.Recovery;

/// <summary>The four damaged texts beside the checkout and the sample collection in it, each recovered once.</summary>
internal static class SourceTexts
{
    private static readonly ConcurrentDictionary<string, (string Source, Document Document)> Recovered = new(
        StringComparer.Ordinal
    );

    public static readonly string[] Numbers = ["000", "001", "002", "003"];

    public static (string Source, Document Document) Read(string number) =>
        ReadFile(Directory.GetFiles(Repository.SharedPath("corpus"), number + "_*.txt").Single());

    public static IEnumerable<(string Source, Document Document)> Samples() =>
        Directory
            .GetFiles(Repository.Path("corpus"))
            .Where(file => Path.GetExtension(file) is ".txt" or ".md")
            .Order(StringComparer.Ordinal)
            .Select(ReadFile);

    /// <summary>1-based line of the source on which a block begins.</summary>
    public static int Line(string source, Block block) =>
        source.AsSpan(0, block.Text.Pieces.First(piece => piece.TextLength > 0).Source.Start).Count('\n') + 1;

    private static (string Source, Document Document) ReadFile(string file) =>
        Recovered.GetOrAdd(
            file,
            path =>
            {
                var source = File.ReadAllText(path, Encoding.UTF8);
                return (source, RecoveryPipeline.Recover(source));
            }
        );
}
