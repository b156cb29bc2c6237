using System.Text;
using SearchService.Analysis;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Passages;

/// <summary>
/// Cuts a document into passages of 60 to 220 words, as a rule, at its own joints: never across a section, never inside a sentence.
/// Short neighbours are joined, long paragraphs are cut where sentences end, into pieces of like length.
/// </summary>
public static class PassageSplitter
{
    private const int FewestWords = 60;
    private const int MostWords = 220;

    /// <summary>A short neighbour is better joined to a passage a little too long than left by itself.</summary>
    private const int MostWordsJoined = 260;

    /// <summary>The passages of <paramref name="document"/>; none for a document without text. Never throws for a document that recovery made.</summary>
    public static IReadOnlyList<Passage> Split(Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var passages = new List<Draft>();
        var run = new List<Block>();
        foreach (var block in document.Blocks)
        {
            if (block.Kind is BlockKind.Note)
            {
                continue;
            }

            if (run.Count > 0 && (block.Kind == BlockKind.Heading || !AreOfOneRun(document, run[^1], block)))
            {
                Close(document, run, passages);
            }

            if (block.Kind != BlockKind.Heading && block.Text.Text.Length > 0)
            {
                run.Add(block);
            }
        }

        Close(document, run, passages);
        return Number(document, WithNotes(document, passages));
    }

    private static bool AreOfOneRun(Document document, Block before, Block block) =>
        before.Section == block.Section && before.Kind == block.Kind && Kind(document, before) == Kind(document, block);

    private static PassageKind Kind(Document document, Block block) =>
        block.Kind switch
        {
            BlockKind.Note => PassageKind.Note,
            BlockKind.BlockQuotation => PassageKind.BlockQuotation,
            BlockKind.Epigraph => PassageKind.Epigraph,
            BlockKind.Reference => PassageKind.Reference,
            BlockKind.TableRow => PassageKind.Table,
            _ => document.Sections[block.Section].Role switch
            {
                SectionRole.Front or SectionRole.Back => PassageKind.Front,
                _ when block.Kind == BlockKind.ListItem => PassageKind.List,
                SectionRole.Abstract => PassageKind.Abstract,
                _ => PassageKind.Body,
            },
        };

    private static void Close(Document document, List<Block> run, List<Draft> passages)
    {
        if (run.Count == 0)
        {
            return;
        }

        var kind = Kind(document, run[0]);
        var pieces = run.SelectMany(Pieces).ToList();
        var isSeries = run[0].Kind is BlockKind.ListItem or BlockKind.TableRow;
        passages.AddRange(
            kind == PassageKind.Reference
                ? pieces.Select(piece => new Draft(kind, run[0].Section, piece.Words, [piece.Part]))
                : Pack(pieces, kind, run[0].Section, isSeries)
        );
        run.Clear();
    }

    /// <summary>A block whole, or, when it is too long, pieces of like length that end where sentences do.</summary>
    private static IEnumerable<(PassagePart Part, int Words)> Pieces(Block block)
    {
        var text = block.Text.Text;
        var words = Words.Count(text);
        if (words <= MostWords)
        {
            return [(new PassagePart(block.Index, 0, text.Length), words)];
        }

        var sentences = Sentences.Split(text);
        var pieces = new List<(PassagePart, int)>();
        var wanted = (words + MostWords - 1) / MostWords;
        int start = 0,
            passed = 0,
            inPiece = 0;
        for (var i = 0; i < sentences.Count; i++)
        {
            var count = Words.Count(text.AsSpan(sentences[i].Start, sentences[i].End - sentences[i].Start));
            inPiece += count;
            passed += count;
            var isLast = i == sentences.Count - 1;
            if (!isLast)
            {
                var next = sentences[i + 1];
                var following = Words.Count(text.AsSpan(next.Start, next.End - next.Start));
                var goal = (long)(pieces.Count + 1) * words / wanted;

                // Cut at the end of the sentence nearest to where an even share ends, or before a piece grows too long.
                if (passed + (following / 2) < goal && inPiece + following <= MostWords)
                {
                    continue;
                }
            }

            var end = isLast ? text.Length : sentences[i + 1].Start;
            pieces.Add((new PassagePart(block.Index, start, end), inPiece));
            start = end;
            inPiece = 0;
        }

        return pieces;
    }

    /// <summary>Rows and items are joined up to the limit; paragraphs only where one of two neighbours is short.</summary>
    private static List<Draft> Pack(
        List<(PassagePart Part, int Words)> pieces,
        PassageKind kind,
        int section,
        bool isSeries
    )
    {
        var packed = new List<Draft>();
        foreach (var (part, words) in pieces)
        {
            if (packed.Count > 0 && Joins(packed[^1].Words, words, isSeries))
            {
                packed[^1] = packed[^1].With(part, words);
            }
            else
            {
                packed.Add(new Draft(kind, section, words, [part]));
            }
        }

        return packed;
    }

    private static bool Joins(int before, int words, bool isSeries)
    {
        var sum = before + words;
        return sum <= MostWords
            ? isSeries || before < FewestWords || words < FewestWords
            : !isSeries && sum <= MostWordsJoined && (before < FewestWords / 2 || words < FewestWords / 2);
    }

    /// <summary>Puts each note behind the passage with its callout; one without a callout behind the text that stands before it.</summary>
    private static IEnumerable<Draft> WithNotes(Document document, List<Draft> passages)
    {
        var behind = new List<int>[passages.Count + 1];
        var byBlock = new Dictionary<int, List<int>>();
        for (var p = 0; p < passages.Count; p++)
        {
            foreach (var part in passages[p].Parts)
            {
                if (!byBlock.TryGetValue(part.Block, out var list))
                {
                    byBlock[part.Block] = list = [];
                }

                list.Add(p);
            }
        }

        // Slot 0 is before all passages, slot p + 1 behind passage p.
        var latest = 0;
        var callers = document.Notes.ToDictionary(note => note.Block);
        foreach (var block in document.Blocks)
        {
            if (block.Kind != BlockKind.Note)
            {
                latest = byBlock.TryGetValue(block.Index, out var holders) ? holders[^1] + 1 : latest;
                continue;
            }

            if (block.Text.Text.Length == 0)
            {
                continue;
            }

            var slot = latest;
            if (
                callers.TryGetValue(block.Index, out var note)
                && note is { CalledFrom: { } from, CalledAt: { } at }
                && byBlock.TryGetValue(from, out var candidates)
            )
            {
                var holder = candidates.Find(p =>
                    passages[p].Parts.Any(part => part.Block == from && at >= part.Start && at <= part.End)
                );
                slot = holder + 1;
            }

            (behind[slot] ??= []).Add(block.Index);
        }

        for (var p = 0; p <= passages.Count; p++)
        {
            if (p > 0)
            {
                yield return passages[p - 1];
            }

            foreach (var index in behind[p] ?? [])
            {
                var block = document.Blocks[index];
                foreach (var (part, words) in Pieces(block))
                {
                    yield return new Draft(PassageKind.Note, block.Section, words, [part]);
                }
            }
        }
    }

    private static List<Passage> Number(Document document, IEnumerable<Draft> drafts)
    {
        var passages = new List<Passage>();
        foreach (var draft in drafts)
        {
            var paragraphs = draft.Parts.Select(part => document.Blocks[part.Block].Paragraph).OfType<int>().ToList();
            passages.Add(
                new Passage(
                    passages.Count,
                    draft.Kind,
                    draft.Section,
                    paragraphs.Count > 0 ? paragraphs.Min() : null,
                    paragraphs.Count > 0 ? paragraphs.Max() : null,
                    draft.Parts
                )
                {
                    Text = Text(document, draft.Parts),
                    Words = draft.Words,
                }
            );
        }

        return passages;
    }

    private static string Text(Document document, IReadOnlyList<PassagePart> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            if (text.Length > 0)
            {
                text.Append(Document.BlockSeparator);
            }

            text.Append(document.Blocks[part.Block].Text.Text, part.Start, part.Length);
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>A passage before it has its ordinal.</summary>
    private sealed record Draft(PassageKind Kind, int Section, int Words, IReadOnlyList<PassagePart> Parts)
    {
        /// <summary>Two pieces of one block that touch are one part again.</summary>
        public Draft With(PassagePart part, int words) =>
            this with
            {
                Words = Words + words,
                Parts =
                    Parts[^1].Block == part.Block && Parts[^1].End == part.Start
                        ? [.. Parts.Take(Parts.Count - 1), Parts[^1] with { End = part.End }]
                        : [.. Parts, part],
            };
    }
}
