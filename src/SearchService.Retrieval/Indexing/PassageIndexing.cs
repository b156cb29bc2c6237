using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SearchService.Analysis;
using SearchService.Corpus.Documents;
using SearchService.Corpus.Passages;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Language;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Indexing;

/// <summary>From a recovered document to what an index takes: its passages with terms at positions that run through the document.</summary>
public static class PassageIndexing
{
    /// <summary>Positions left free between two sections, between the running text and the notes, and between two notes: no phrase or proximity crosses them, for it is more than any query may ask for.</summary>
    private static readonly int StreamGap = QueryLimits.Default.MaxGap + 1;

    /// <summary>Part of each document's fingerprint: raised when the same text gives other passages or terms.</summary>
    public static string Version { get; } =
        string.Create(CultureInfo.InvariantCulture, $"passages 6, analysis {AnalysisVersion.Current}");

    public static IndexedDocument Build(StoredDocument stored) => Build(stored, PassageSplitter.Split(stored.Document));

    /// <summary>As <see cref="Build(StoredDocument)"/>, with the text cut into the passages that are given.</summary>
    internal static IndexedDocument Build(StoredDocument stored, IReadOnlyList<Passage> passages)
    {
        var document = stored.Document;
        var notesOf = NotesByPassage(document, passages, out var callerOf);
        var headed = new HashSet<int>();
        var places = new StreamPlaces(stored);
        var position = 0;
        var pathPosition = 0;

        var running = passages.Where(passage => passage.Kind != PassageKind.Note);
        var notes = passages.Where(passage => passage.Kind == PassageKind.Note);
        var counts = new UnitCounts();
        Passage? previous = null;
        var order = new List<IndexedPassage>(passages.Count);
        foreach (var passage in running.Concat(notes))
        {
            if (previous is not null && !Continues(previous, passage))
            {
                position += StreamGap;
            }

            order.Add(
                Index(stored, places, passage, notesOf, callerOf, headed, counts, ref position, ref pathPosition)
            );
            previous = passage;
        }

        var summary = stored.Summary with
        {
            Words = order.Sum(passage => passage.Stored.Words),
            Passages = order.Count,
        };
        return new IndexedDocument(stored with { Summary = summary }, order);
    }

    /// <summary>Whether a phrase may run from one passage into the next: within a section, and within one note.</summary>
    private static bool Continues(Passage previous, Passage next) =>
        previous.Section == next.Section
        && (previous.Kind == PassageKind.Note) == (next.Kind == PassageKind.Note)
        && (next.Kind != PassageKind.Note || previous.Parts[^1].Block == next.Parts[0].Block);

    private static IndexedPassage Index(
        StoredDocument stored,
        StreamPlaces places,
        Passage passage,
        Dictionary<int, List<StoredNote>> notesOf,
        Dictionary<int, (int Passage, Note Note)> callerOf,
        HashSet<int> headed,
        UnitCounts counts,
        ref int position,
        ref int pathPosition
    )
    {
        var document = stored.Document;
        var firstPosition = position;
        var words = new List<PositionedTerm>();
        var stems = new List<PositionedTerm>();
        var sentences = new List<PositionedTerm>();
        var paragraphs = new List<PositionedTerm>();
        (int Sentences, int Paragraphs)? before = null;
        var text = new StringBuilder();
        var parts = new List<StoredPart>();
        var pages = new List<StoredPage>();
        foreach (var given in passage.Parts)
        {
            if (text.Length > 0)
            {
                text.Append(Document.BlockSeparator);
            }

            var block = document.Blocks[given.Block];
            var part = WithoutTrailingSpace(block, given);
            parts.Add(Part(stored, places, part, text.Length));
            AddPages(document, block, part, text.Length, pages);
            text.Append(block.Text.Text, part.Start, part.Length);
            var firstOfPart = words.Count;
            var starts = AddTerms(block, part, words, stems, ref position);
            counts.Begin(part.Block);
            before ??= (counts.Sentences, counts.Paragraphs);
            AddUnits(words, firstOfPart, starts, counts, sentences, paragraphs);
        }

        // Headings stand in fields of their own, whose words are counted apart from the text's.
        var firstPath = pathPosition;
        var section = document.Sections[passage.Section];
        var path = document.SectionPath(passage.Section);
        var headingTerms =
            passage.Kind != PassageKind.Note && headed.Add(passage.Section)
                ? Words
                    .Tokenize(section.Title)
                    .Select(token => new PositionedTerm(token.Term, firstPath + token.Position))
                    .ToList()
                : [];
        var pathTerms = new List<PositionedTerm>();
        foreach (var title in path.Append(stored.Summary.Work.Work.Title ?? ""))
        {
            var firstOfTitle = firstPath + pathTerms.Count;
            pathTerms.AddRange(
                Words
                    .Tokenize(title)
                    .Select(token => new PositionedTerm(EnglishForm.Of(token.Term), firstOfTitle + token.Position))
            );
        }

        pathPosition += Math.Max(headingTerms.Count, pathTerms.Count) + StreamGap;

        callerOf.TryGetValue(passage.Ordinal, out var caller);
        var note = caller.Note;
        var passageText = text.ToString();
        var storedPassage = new StoredPassage(
            stored.Summary.Id,
            passage.Ordinal + 1,
            passage.Kind,
            path,
            passage.Section,
            passage.FirstParagraph,
            passage.LastParagraph,
            passageText,
            parts,
            pages,
            notesOf.TryGetValue(passage.Ordinal, out var called) ? called : [],
            note?.Label,
            note?.LabelMethod ?? LocatorMethod.Unknown,
            note is not null && caller.Passage >= 0 ? caller.Passage + 1 : null,
            position - firstPosition,
            firstPosition,
            TextHash(passageText),
            before?.Sentences ?? counts.Sentences,
            before?.Paragraphs ?? counts.Paragraphs
        );
        return new IndexedPassage(
            storedPassage,
            new Dictionary<PassageField, IReadOnlyList<PositionedTerm>>
            {
                [PassageField.Text] = words,
                [PassageField.Stem] = stems,
                [PassageField.Heading] = headingTerms,
                [PassageField.Path] = pathTerms,
                [PassageField.Sentence] = sentences,
                [PassageField.Paragraph] = paragraphs,
            },
            Columns(stored, storedPassage),
            stored.Summary.Work.Work.Year
        );
    }

    /// <summary>Places in the recovered text in code points, counted on from one to the next: the parts of a block come in order.</summary>
    private sealed class StreamPlaces(StoredDocument stored)
    {
        private int block = -1;
        private int offset;
        private int place;

        public int Of(int atBlock, int atOffset)
        {
            if (atBlock != block || atOffset < offset)
            {
                (block, offset, place) = (atBlock, 0, stored.BlockCodePoints[atBlock]);
            }

            var text = stored.Document.Blocks[block].Text.Text.AsSpan(offset);
            place += CodePoints.Count(text, atOffset - offset);
            offset = atOffset;
            return place;
        }
    }

    private static StoredPart Part(StoredDocument stored, StreamPlaces places, PassagePart part, int textStart) =>
        new(
            textStart,
            textStart + part.Length,
            part.Block,
            part.Start,
            places.Of(part.Block, part.Start),
            stored.Document.Blocks[part.Block].Paragraph
        );

    private static Dictionary<PassageColumn, IReadOnlyList<string>> Columns(
        StoredDocument stored,
        StoredPassage passage
    )
    {
        var authors = stored.Summary.Work.Work.Author;
        return new Dictionary<PassageColumn, IReadOnlyList<string>>
        {
            [PassageColumn.Document] = [stored.Summary.Id],
            [PassageColumn.Kind] = [PassageKinds.Name(passage.Kind)],
            [PassageColumn.Section] = [.. passage.Section.Distinct(StringComparer.Ordinal)],
            [PassageColumn.Author] = [.. stored.Summary.Work.Work.Authors.Distinct(StringComparer.Ordinal)],
            [PassageColumn.AuthorKey] = AuthorKeys.Of(authors),
        };
    }

    /// <summary>Where a paragraph was cut, the space between two sentences is no part of either passage's text.</summary>
    private static PassagePart WithoutTrailingSpace(Block block, PassagePart part)
    {
        var end = part.End;
        while (end > part.Start && char.IsWhiteSpace(block.Text.Text[end - 1]))
        {
            end--;
        }

        return part with
        {
            End = end,
        };
    }

    private static void AddPages(
        Document document,
        Block block,
        PassagePart part,
        int textStart,
        List<StoredPage> pages
    )
    {
        // From the last page that begins at or before the part; the first ones of a long block are not passed again for each of its parts.
        var first = Math.Max(0, FirstAbove(block.Pages, page => page.Offset, part.Start) - 1);
        for (var i = first; i < block.Pages.Count && block.Pages[i].Offset < part.End; i++)
        {
            var from = block.Pages[i].Offset;
            if (i + 1 < block.Pages.Count && block.Pages[i + 1].Offset <= part.Start)
            {
                continue;
            }

            var page = document.Pages[block.Pages[i].Page];
            if (pages.Count == 0 || pages[^1].Ordinal != page.Ordinal)
            {
                pages.Add(
                    new StoredPage(textStart + Math.Max(0, from - part.Start), page.Ordinal, page.Label, page.Method)
                );
            }
        }
    }

    /// <summary>In an ascending list, the index of the first item above a bound; their number when none is.</summary>
    internal static int FirstAbove<T>(IReadOnlyList<T> items, Func<T, int> value, int bound)
    {
        var (low, high) = (0, items.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = value(items[middle]) <= bound ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>The words of a part again, at the positions that leave room between its sentences and before it.</summary>
    private static void AddUnits(
        List<PositionedTerm> words,
        int first,
        IReadOnlyList<int> starts,
        UnitCounts counts,
        List<PositionedTerm> sentences,
        List<PositionedTerm> paragraphs
    )
    {
        var passed = 1;
        for (var i = first; i < words.Count; i++)
        {
            for (; passed < starts.Count && words[i].Position >= starts[passed]; passed++)
            {
                counts.EndSentence();
            }

            var word = words[i];
            sentences.Add(word with { Position = TextUnits.InSentences(word.Position, counts.Sentences) });
            paragraphs.Add(word with { Position = TextUnits.InParagraphs(word.Position, counts.Paragraphs) });
        }
    }

    /// <returns>The positions of the first words of the part's sentences.</returns>
    private static IReadOnlyList<int> AddTerms(
        Block block,
        PassagePart part,
        List<PositionedTerm> words,
        List<PositionedTerm> stems,
        ref int position
    )
    {
        var text = block.Text.Text[part.Start..part.End];
        var tokens = Words.Tokenize(text);
        if (tokens.Count == 0)
        {
            return [];
        }

        var first = position;
        var forms = OtherForms.Of(block, part, text, tokens);
        foreach (var token in tokens)
        {
            words.Add(new PositionedTerm(token.Term, first + token.Position));
            stems.Add(new PositionedTerm(EnglishForm.Of(token.Term), first + token.Position));
            if (Capitals.Term(text.AsSpan(token.Start, token.Length), token.Term) is { } capitals)
            {
                words.Add(new PositionedTerm(capitals, first + token.Position));
            }

            foreach (var word in forms.Words[token.Position])
            {
                words.Add(new PositionedTerm(word, first + token.Position));
                stems.Add(new PositionedTerm(EnglishForm.Of(word), first + token.Position));
            }

            foreach (var mark in forms.PhraseMarks[token.Position])
            {
                words.Add(new PositionedTerm(mark, first + token.Position));
            }
        }

        position = first + tokens[^1].Position + 1;
        return [.. TextUnits.SentenceStarts(text, tokens).Select(start => first + start)];
    }

    /// <summary>The notes that each passage calls, and for each passage of a note the note and the passage that calls it (-1: unknown).</summary>
    private static Dictionary<int, List<StoredNote>> NotesByPassage(
        Document document,
        IReadOnlyList<Passage> passages,
        out Dictionary<int, (int Passage, Note Note)> callerOf
    )
    {
        var passagesOfBlock = passages
            .SelectMany(passage => passage.Parts.Select(part => (Part: part, Passage: passage)))
            .GroupBy(pair => pair.Part.Block)
            .ToDictionary(holders => holders.Key, holders => holders.ToList());
        var notesOf = new Dictionary<int, List<StoredNote>>();
        var citations = new CitationReadings(document);
        callerOf = [];
        foreach (var note in document.Notes)
        {
            if (!passagesOfBlock.TryGetValue(note.Block, out var own))
            {
                continue;
            }

            var caller = -1;
            int? calledAt = null;
            if (note is { CalledFrom: { } block, CalledAt: { } offset })
            {
                // A callout behind the last word of a piece belongs to that piece, not to the next one.
                if (passagesOfBlock.TryGetValue(block, out var holders))
                {
                    var at = FirstAbove(holders, pair => pair.Part.End, offset - 1);
                    var (part, passage) = holders[at < holders.Count ? at : 0];
                    caller = passage.Ordinal;
                    calledAt = TextOffset(passage, part) + Math.Clamp(offset - part.Start, 0, part.Length);
                }
            }

            foreach (var (_, passage) in own)
            {
                callerOf[passage.Ordinal] = (caller, note);
            }

            if (caller >= 0)
            {
                if (!notesOf.TryGetValue(caller, out var list))
                {
                    notesOf[caller] = list = [];
                }

                list.Add(
                    new StoredNote(
                        note.Label,
                        note.LabelMethod,
                        own[0].Passage.Ordinal + 1,
                        calledAt,
                        document.Blocks[note.Block].Text.Text,
                        [.. citations.Resolved(note.Block, 0, document.Blocks[note.Block].Text.Text.Length)]
                    )
                );
            }
        }

        return notesOf;
    }

    private static int TextOffset(Passage passage, PassagePart part)
    {
        var offset = 0;
        foreach (var candidate in passage.Parts)
        {
            if (candidate == part)
            {
                break;
            }

            offset += candidate.End - candidate.Start + Document.BlockSeparator.Length;
        }

        return offset;
    }

    public static string TextHash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
