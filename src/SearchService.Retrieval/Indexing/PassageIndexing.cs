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
        string.Create(CultureInfo.InvariantCulture, $"passages 5, analysis {AnalysisVersion.Current}");

    public static IndexedDocument Build(StoredDocument stored) => Build(stored, PassageSplitter.Split(stored.Document));

    /// <summary>As <see cref="Build(StoredDocument)"/>, with the text cut into the passages that are given.</summary>
    internal static IndexedDocument Build(StoredDocument stored, IReadOnlyList<Passage> passages)
    {
        var document = stored.Document;
        var notesOf = NotesByPassage(document, passages, out var callerOf);
        var headed = new HashSet<int>();
        var position = 0;
        var pathPosition = 0;

        var running = passages.Where(passage => passage.Kind != PassageKind.Note);
        var notes = passages.Where(passage => passage.Kind == PassageKind.Note);
        Passage? previous = null;
        var order = new List<IndexedPassage>(passages.Count);
        foreach (var passage in running.Concat(notes))
        {
            if (previous is not null && !Continues(previous, passage))
            {
                position += StreamGap;
            }

            order.Add(Index(stored, passage, notesOf, callerOf, headed, ref position, ref pathPosition));
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
        Passage passage,
        Dictionary<int, List<StoredNote>> notesOf,
        Dictionary<int, (int Passage, Note Note)> callerOf,
        HashSet<int> headed,
        ref int position,
        ref int pathPosition
    )
    {
        var document = stored.Document;
        var firstPosition = position;
        var words = new List<PositionedTerm>();
        var stems = new List<PositionedTerm>();
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
            parts.Add(Part(stored, part, text.Length));
            AddPages(document, block, part, text.Length, pages);
            text.Append(block.Text.Text, part.Start, part.Length);
            AddTerms(block, part, words, stems, ref position);
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
            TextHash(passageText)
        );
        return new IndexedPassage(
            storedPassage,
            new Dictionary<PassageField, IReadOnlyList<PositionedTerm>>
            {
                [PassageField.Text] = words,
                [PassageField.Stem] = stems,
                [PassageField.Heading] = headingTerms,
                [PassageField.Path] = pathTerms,
            },
            Columns(stored, storedPassage),
            stored.Summary.Work.Work.Year
        );
    }

    private static StoredPart Part(StoredDocument stored, PassagePart part, int textStart)
    {
        var stream = stored.Text;
        var start = stored.BlockStarts[part.Block] + part.Start;
        var end = start + part.Length;
        var free = start;
        while (free > 0 && char.IsWhiteSpace(stream[free - 1]))
        {
            free--;
        }

        return new StoredPart(
            textStart,
            textStart + part.Length,
            part.Block,
            part.Start,
            stored.BlockCodePoints[part.Block]
                + CodePoints.Count(stored.Document.Blocks[part.Block].Text.Text, part.Start),
            CodePoints.WholeEnd(stream.AsSpan(0, start), Math.Max(StoredPart.Context, start - free)).ToString(),
            CodePoints.WholeStart(stream.AsSpan(end), StoredPart.Context).ToString(),
            stored.Document.Blocks[part.Block].Paragraph
        );
    }

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
        for (var i = 0; i < block.Pages.Count; i++)
        {
            var from = block.Pages[i].Offset;
            var to = i + 1 < block.Pages.Count ? block.Pages[i + 1].Offset : int.MaxValue;
            if (from >= part.End || to <= part.Start)
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

    private static void AddTerms(
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
            return;
        }

        var first = position;
        var forms = OtherForms.Of(block, part, text, tokens);
        foreach (var token in tokens)
        {
            words.Add(new PositionedTerm(token.Term, first + token.Position));
            stems.Add(new PositionedTerm(EnglishForm.Of(token.Term), first + token.Position));
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
    }

    /// <summary>The notes that each passage calls, and for each passage of a note the note and the passage that calls it (-1: unknown).</summary>
    private static Dictionary<int, List<StoredNote>> NotesByPassage(
        Document document,
        IReadOnlyList<Passage> passages,
        out Dictionary<int, (int Passage, Note Note)> callerOf
    )
    {
        var passagesOfBlock = passages
            .SelectMany(passage => passage.Parts.Select(part => (part, passage)))
            .ToLookup(pair => pair.part.Block);
        var notesOf = new Dictionary<int, List<StoredNote>>();
        callerOf = [];
        foreach (var note in document.Notes)
        {
            var own = passagesOfBlock[note.Block].Select(pair => pair.passage).ToList();
            if (own.Count == 0)
            {
                continue;
            }

            var caller = -1;
            int? calledAt = null;
            if (note is { CalledFrom: { } block, CalledAt: { } offset })
            {
                // A callout behind the last word of a piece belongs to that piece, not to the next one.
                var (part, passage) = passagesOfBlock[block]
                    .FirstOrDefault(pair => offset > pair.part.Start && offset <= pair.part.End);
                (part, passage) = passage is null ? passagesOfBlock[block].FirstOrDefault() : (part, passage);
                if (passage is not null)
                {
                    caller = passage.Ordinal;
                    calledAt = TextOffset(passage, part) + Math.Clamp(offset - part.Start, 0, part.Length);
                }
            }

            foreach (var passage in own)
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
                        own[0].Ordinal + 1,
                        calledAt,
                        document.Blocks[note.Block].Text.Text
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

    private static string TextHash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
