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

    /// <summary>A longer sentence is none; it would make a passage that nobody can read or quote.</summary>
    private const int MostWordsOfSentence = 1000;

    /// <summary>In UTF-16 units: far beyond any piece of prose within the limits of words.</summary>
    private const int LongestPiece = 12_000;

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
                ? pieces.Select(piece => new Draft(kind, run[0].Section, piece.Words, piece.Part))
                : Pack(pieces, kind, run[0].Section, isSeries)
        );
        run.Clear();
    }

    /// <summary>A block whole, or, when it is too long, pieces of like length that end where sentences do.</summary>
    private static IEnumerable<(PassagePart Part, int Words)> Pieces(Block block)
    {
        var text = block.Text.Text;
        if (text.Length <= LongestPiece && Words.Count(text) is <= MostWords and var few)
        {
            return [(new PassagePart(block.Index, 0, text.Length), few)];
        }

        var sentences = SentencesOf(text);
        var words = sentences.Sum(sentence => sentence.Words);
        if (words <= MostWords && text.Length <= LongestPiece)
        {
            return [(new PassagePart(block.Index, 0, text.Length), words)];
        }

        var pieces = new List<(PassagePart, int)>();
        var wanted = Math.Max(1, (words + MostWords - 1) / MostWords);
        int start = 0,
            passed = 0,
            inPiece = 0;
        for (var i = 0; i < sentences.Count; i++)
        {
            inPiece += sentences[i].Words;
            passed += sentences[i].Words;
            var isLast = i == sentences.Count - 1;
            if (!isLast)
            {
                var following = sentences[i + 1].Words;
                var goal = (long)(pieces.Count + 1) * words / wanted;

                // Cut at the end of the sentence nearest to where an even share ends, or before a piece grows too long.
                if (
                    passed + (following / 2) < goal
                    && inPiece + following <= MostWords
                    && sentences[i + 1].End - start <= LongestPiece
                )
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

    private static List<(int Start, int End, int Words)> SentencesOf(string text)
    {
        var sentences = new List<(int Start, int End, int Words)>();
        foreach (var (start, end) in Sentences.Split(text))
        {
            var words = Words.Count(text.AsSpan(start, end - start));
            if (words <= MostWordsOfSentence && end - start <= LongestPiece)
            {
                sentences.Add((start, end, words));
            }
            else
            {
                CutSentence(text, start, end, sentences);
            }
        }

        return sentences;
    }

    /// <summary>
    /// What no stop ends within any sentence's length is a list, a table or no prose at all: it is cut between words, and where not even
    /// a word ends, between characters.
    /// </summary>
    private static void CutSentence(string text, int start, int end, List<(int Start, int End, int Words)> sentences)
    {
        var from = start;
        var words = 0;
        foreach (var (at, length) in Words.Ranges(text.AsSpan(start, end - start)))
        {
            // Up to the word, in strides where there is none for long.
            while (start + at - from > LongestPiece)
            {
                Cut(from + LongestPiece);
            }

            if (words == MostWords || (words > 0 && start + at + length - from > LongestPiece))
            {
                Cut(start + at);
            }

            words++;
            while (start + at + length - from > LongestPiece)
            {
                Cut(from + LongestPiece);
            }
        }

        while (end - from > LongestPiece)
        {
            Cut(from + LongestPiece);
        }

        if (from < end)
        {
            sentences.Add((from, end, words));
        }

        void Cut(int to)
        {
            to -= char.IsLowSurrogate(text[to]) && char.IsHighSurrogate(text[to - 1]) ? 1 : 0;
            sentences.Add((from, to, words));
            from = to;
            words = 0;
        }
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
            if (
                packed.Count > 0
                && packed[^1].Length + part.Length <= LongestPiece
                && Joins(packed[^1].Words, words, isSeries)
            )
            {
                packed[^1].Add(part, words);
            }
            else
            {
                packed.Add(new Draft(kind, section, words, part));
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
        var byBlock = new Dictionary<int, List<(PassagePart Part, int Passage)>>();
        for (var p = 0; p < passages.Count; p++)
        {
            foreach (var part in passages[p].Parts)
            {
                if (!byBlock.TryGetValue(part.Block, out var list))
                {
                    byBlock[part.Block] = list = new(1);
                }

                list.Add((part, p));
            }
        }

        // Slot 0 is before all passages, slot p + 1 behind passage p.
        var latest = 0;
        var callers = document.Notes.ToDictionary(note => note.Block);
        foreach (var block in document.Blocks)
        {
            if (block.Kind != BlockKind.Note)
            {
                latest = byBlock.TryGetValue(block.Index, out var holders) ? holders[^1].Passage + 1 : latest;
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
                slot = Holder(candidates, at) + 1;
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
                    yield return new Draft(PassageKind.Note, block.Section, words, part);
                }
            }
        }
    }

    /// <summary>Of the parts of a block, in order, the passage of the first that an offset is not behind.</summary>
    private static int Holder(List<(PassagePart Part, int Passage)> parts, int at) =>
        parts[Math.Min(parts.FirstFrom(holder => holder.Part.End, at), parts.Count - 1)].Passage;

    private static List<Passage> Number(Document document, IEnumerable<Draft> drafts)
    {
        var passages = new List<Passage>();
        foreach (var draft in drafts)
        {
            // Ascending: the first and the last that are counted.
            int? first = null,
                last = null;
            foreach (var part in draft.Parts)
            {
                last = document.Blocks[part.Block].Paragraph ?? last;
                first ??= last;
            }

            passages.Add(
                new Passage(passages.Count, draft.Kind, draft.Section, first, last, draft.Parts)
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
        if (parts is [var whole])
        {
            var words = document.Blocks[whole.Block].Text.Text;
            return words[whole.Start..(whole.Start + words.AsSpan(whole.Start, whole.Length).TrimEnd().Length)];
        }

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
    private sealed class Draft(PassageKind kind, int section, int words, PassagePart part)
    {
        public PassageKind Kind => kind;
        public int Section => section;
        public int Words { get; private set; } = words;
        public int Length { get; private set; } = part.Length;
        public List<PassagePart> Parts { get; } = new(1) { part };

        /// <summary>Two pieces of one block that touch are one part again.</summary>
        public void Add(PassagePart part, int words)
        {
            Words += words;
            Length += part.Length;
            if (Parts[^1].Block == part.Block && Parts[^1].End == part.Start)
            {
                Parts[^1] = Parts[^1] with { End = part.End };
            }
            else
            {
                Parts.Add(part);
            }
        }
    }
}
