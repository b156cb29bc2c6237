using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SearchService.Corpus.Bibliography.FrontMatter;

/// <summary>
/// A YAML value and its 1-based line. Front matter is written by anyone: nesting is bounded and aliases are not followed, so that a few
/// lines cannot become a large tree.
/// </summary>
internal abstract record YamlNode(int Line)
{
    private const int DeepestNesting = 16;

    /// <summary>The first document of a stream; null when it is empty.</summary>
    /// <exception cref="YamlException">The text is no YAML, or nests too deep.</exception>
    public static YamlNode? Parse(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        try
        {
            while (parser.MoveNext())
            {
                if (parser.Current is NodeEvent or AnchorAlias)
                {
                    return Node(parser, 0);
                }
            }
        }
        catch (Exception failure) when (failure is not YamlException)
        {
            // The parser's own slips (an unclosed bracket makes it throw InvalidOperationException) are faults of the text all the same.
            var at = parser.Current?.End ?? Mark.Empty;
            throw new YamlException(at, at, "cannot be read beyond this place", failure);
        }

        return null;
    }

    /// <summary>Reads the node at which the parser stands, and leaves it at the node's last event.</summary>
    private static YamlNode Node(Parser parser, int depth)
    {
        var first = parser.Current!;
        var line = (int)first.Start.Line;
        if (depth > DeepestNesting)
        {
            throw new YamlException(first.Start, first.End, "nested too deep");
        }

        switch (first)
        {
            case Scalar scalar:
                var empty = scalar is { Style: ScalarStyle.Plain, Value: "~" or "null" };
                return new YamlScalar(empty ? "" : scalar.Value, line);
            case SequenceStart:
                var items = new List<YamlNode>();
                while (parser.MoveNext() && parser.Current is not SequenceEnd)
                {
                    items.Add(Node(parser, depth + 1));
                }

                return new YamlList(items, line);
            case MappingStart:
                var entries = new List<(string, YamlNode)>();
                while (parser.MoveNext() && parser.Current is not MappingEnd)
                {
                    var key = Node(parser, depth + 1);
                    parser.MoveNext();
                    entries.Add(((key as YamlScalar)?.Text ?? "", Node(parser, depth + 1)));
                }

                return new YamlMap(entries, line);
            default:
                return new YamlScalar("", line);
        }
    }
}

internal sealed record YamlScalar(string Text, int Line) : YamlNode(Line);

internal sealed record YamlList(IReadOnlyList<YamlNode> Items, int Line) : YamlNode(Line);

internal sealed record YamlMap(IReadOnlyList<(string Key, YamlNode Value)> Entries, int Line) : YamlNode(Line)
{
    /// <summary>The words under a key; null when there are none.</summary>
    public string? Text(string key) =>
        Entries.FirstOrDefault(entry => entry.Key == key).Value is YamlScalar { Text: var text }
        && SingleLine.Of(text) is { Length: > 0 } line
            ? line
            : null;
}
