using System.Globalization;
using SearchService.Corpus.Documents;
using SearchService.Tests.Shared;

namespace SearchService.Corpus.Tests.Recovery;

/// <summary>What each line of the four texts must come out as: the cases say it, and explain their columns.</summary>
public sealed class TextsLineByLineTests
{
    public static TheoryData<string> Cases => [.. CaseTable.Lines("texts-line-by-line.txt")];

    [SharedTheory("corpus")]
    [MemberData(nameof(Cases))]
    public void Line_OfText_ComesOutAsTheTableSays(string row)
    {
        var columns = row.Split(" | ");
        var text = SharedTexts.Get(columns[0]);
        var lines = Lines(columns[1].TrimEnd('|', ' '));
        var what = columns.Length > 3 ? columns[3] : "";
        var expected = columns.Length > 4 ? columns[4] : "";
        var blocks = lines.SelectMany(text.At).Distinct().ToList();
        switch (columns[2].TrimEnd('|', ' '))
        {
            case "has":
                Assert.Contains(
                    blocks,
                    block => RecoveredText.WithCallouts(block).Contains(what, StringComparison.Ordinal)
                );
                break;
            case "lacks":
                Assert.NotEmpty(blocks);
                Assert.DoesNotContain(
                    blocks,
                    block =>
                        RecoveredText
                            .WithCallouts(block)
                            .Contains(what.Length == 0 ? "  " : what, StringComparison.Ordinal)
                );
                break;
            case "same":
                Assert.Single(blocks);
                Assert.All(lines, line => Assert.NotEmpty(text.At(line)));
                break;
            case "apart":
                Assert.Equal(lines.Count, blocks.Count);
                break;
            case "kind":
                Assert.NotEmpty(blocks);
                Assert.All(blocks, block => Assert.Equal(what, block.Kind.ToString(), ignoreCase: true));
                break;
            case "role":
                Assert.All(
                    blocks,
                    block => Assert.Equal(what, text.Document.Sections[block.Section].Role.ToString(), ignoreCase: true)
                );
                break;
            case "note":
                var note = Assert.Single(
                    text.Document.Notes,
                    note => note.Label == what && blocks.Any(block => block.Index == note.Block)
                );
                Assert.All(lines, line => Assert.Contains(text.At(line), block => block.Index == note.Block));
                Assert.Equal(expected == "inferred", note.LabelMethod == LocatorMethod.Inferred);
                Assert.Equal(expected == "uncalled", note.CalledFrom is null);
                break;
            case "label":
                var block = Assert.Single(blocks);
                var page = block.Pages[^1].Page;
                Assert.Equal(what == "?" ? null : what, text.Document.Pages[page].Label);
                break;
            case "pages":
                Assert.Equal(lines, text.PageStarts());
                break;
            case "doubt":
                Assert.Contains(
                    $"{what}: {expected}",
                    blocks.SelectMany(block =>
                        block.Doubts.Select(doubt =>
                            $"{block.Text.Text.Substring(doubt.Start, doubt.Length)}: {doubt.Kind.ToString()[..1].ToLowerInvariant()}{doubt.Kind.ToString()[1..]} {doubt.Suggestion}".TrimEnd()
                        )
                    )
                );
                break;
            case "work":
                var entry = Assert.Single(blocks);
                var work = Assert.Single(text.Document.CitedWorks, work => work.Block == entry.Index);
                List<(string Name, string? Value)> fields =
                [
                    ("number", work.Number?.Of(entry)),
                    .. work.Authors.Select(name => ("author", (string?)name.Display())),
                    ("year", work.Year?.Of(entry)),
                    ("title", work.Title?.Of(entry)),
                    ("subtitle", work.Subtitle?.Of(entry)),
                    ("container", work.Container?.Of(entry)),
                    ("place", work.Place?.Of(entry)),
                    ("publisher", work.Publisher?.Of(entry)),
                ];
                Assert.Equal(
                    what,
                    string.Join(
                        "; ",
                        fields.Where(field => field.Value is not null).Select(field => $"{field.Name}={field.Value}")
                    )
                );
                break;
            case "isbn":
                Assert.Equal(what, string.Join(' ', text.Document.TitlePage.Isbns));
                Assert.All(
                    blocks,
                    block => Assert.Contains(what.Split(' ')[0], block.Text.Text, StringComparison.Ordinal)
                );
                break;
            case "sound":
                Assert.All(blocks, block => Assert.Empty(block.Doubts));
                break;
            default:
                Assert.Fail("No such check: " + row);
                break;
        }
    }

    /// <summary>"4", "82-83" for each of them, "110 118" for these.</summary>
    private static List<int> Lines(string written) =>
        [
            .. written
                .Split(' ')
                .SelectMany(part =>
                {
                    var ends = part.Split('-').Select(line => int.Parse(line, CultureInfo.InvariantCulture)).ToList();
                    return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1);
                }),
        ];
}
