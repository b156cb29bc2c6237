using System.Text;
using SearchService.Analysis;
using SearchService.Corpus.Documents;
using SearchService.Corpus.Passages;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Language;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Indexing;

/// <summary>
/// The passages of one document as an index takes them, made in the order of its positions: the running text, then the notes. Each goes
/// on counting where the one before it has ended.
/// </summary>
internal sealed class PassageStream(StoredDocument stored, PassageNotes notes)
{
    /// <summary>Positions left free between two sections, between the running text and the notes, and between two notes: no phrase or proximity crosses them, for it is more than any query may ask for.</summary>
    private static readonly int Gap = QueryLimits.Default.MaxGap + 1;

    private readonly StreamPlaces _places = new(stored);
    private readonly UnitCounts _counts = new();
    private readonly HashSet<int> _headed = [];
    private Passage? _previous;
    private int _position;
    private int _pathPosition;

    public IndexedPassage Next(Passage passage)
    {
        if (_previous is not null && !Continues(_previous, passage))
        {
            _position += Gap;
        }

        _previous = passage;
        var firstPosition = _position;
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
            if (parts.Count > 0)
            {
                text.Append(Document.BlockSeparator);
            }

            var block = stored.Document.Blocks[given.Block];
            var part = PassageIndexing.WithoutTrailingSpace(block, given);
            parts.Add(Part(part, text.Length));
            AddPages(block, part, text.Length, pages);
            text.Append(block.Text.Text, part.Start, part.Length);
            var firstOfPart = words.Count;
            var starts = AddTerms(block, part, words, stems);
            _counts.Begin(part.Block);
            before ??= (_counts.Sentences, _counts.Paragraphs);
            AddUnits(words, firstOfPart, starts, sentences, paragraphs);
        }

        var path = stored.Document.SectionPath(passage.Section);
        var (headingTerms, pathTerms) = HeadingTerms(passage, path);
        var (note, caller) = notes.Of(passage);
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
            notes.CalledIn(passage),
            note?.Label,
            note?.LabelMethod ?? LocatorMethod.Unknown,
            caller + 1,
            _position - firstPosition,
            firstPosition,
            PassageIndexing.TextHash(passageText),
            before?.Sentences ?? _counts.Sentences,
            before?.Paragraphs ?? _counts.Paragraphs
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
            Columns(storedPassage),
            stored.Summary.Work.Work.Year
        );
    }

    /// <summary>Whether a phrase may run from one passage into the next: within a section, and within one note.</summary>
    private static bool Continues(Passage previous, Passage next) =>
        previous.Section == next.Section
        && (previous.Kind == PassageKind.Note) == (next.Kind == PassageKind.Note)
        && (next.Kind != PassageKind.Note || previous.Parts[^1].Block == next.Parts[0].Block);

    /// <summary>Headings stand in fields of their own, whose words are counted apart from the text's.</summary>
    private (List<PositionedTerm> Heading, List<PositionedTerm> Path) HeadingTerms(
        Passage passage,
        IReadOnlyList<string> path
    )
    {
        var first = _pathPosition;
        List<PositionedTerm> heading =
            passage.Kind != PassageKind.Note && _headed.Add(passage.Section)
                ?
                [
                    .. Words
                        .Tokenize(stored.Document.Sections[passage.Section].Title)
                        .Select(token => new PositionedTerm(token.Term, first + token.Position)),
                ]
                : [];
        var terms = new List<PositionedTerm>();
        foreach (var title in path.Append(stored.Summary.Work.Work.Title ?? ""))
        {
            var firstOfTitle = first + terms.Count;
            terms.AddRange(
                Words
                    .Tokenize(title)
                    .Select(token => new PositionedTerm(EnglishForm.Of(token.Term), firstOfTitle + token.Position))
            );
        }

        _pathPosition += Math.Max(heading.Count, terms.Count) + Gap;
        return (heading, terms);
    }

    private StoredPart Part(PassagePart part, int textStart) =>
        new(
            textStart,
            textStart + part.Length,
            part.Block,
            part.Start,
            _places.Of(part.Block, part.Start),
            stored.Document.Blocks[part.Block].Paragraph
        );

    private void AddPages(Block block, PassagePart part, int textStart, List<StoredPage> pages)
    {
        // From the last page that begins at or before the part; the first ones of a long block are not passed again for each of its parts.
        var first = Math.Max(0, block.Pages.FirstAbove(page => page.Offset, part.Start) - 1);
        for (var i = first; i < block.Pages.Count && block.Pages[i].Offset < part.End; i++)
        {
            var from = block.Pages[i].Offset;
            if (i + 1 < block.Pages.Count && block.Pages[i + 1].Offset <= part.Start)
            {
                continue;
            }

            var page = stored.Document.Pages[block.Pages[i].Page];
            if (pages.Count == 0 || pages[^1].Ordinal != page.Ordinal)
            {
                pages.Add(
                    new StoredPage(textStart + Math.Max(0, from - part.Start), page.Ordinal, page.Label, page.Method)
                );
            }
        }
    }

    /// <returns>The positions of the first words of the part's sentences.</returns>
    private IReadOnlyList<int> AddTerms(
        Block block,
        PassagePart part,
        List<PositionedTerm> words,
        List<PositionedTerm> stems
    )
    {
        var text = block.Text.Text[part.Start..part.End];
        var tokens = Words.Tokenize(text);
        if (tokens.Count == 0)
        {
            return [];
        }

        var first = _position;
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

        _position = first + tokens[^1].Position + 1;
        return [.. TextUnits.SentenceStarts(text, tokens).Select(start => first + start)];
    }

    /// <summary>The words of a part again, at the positions that leave room between its sentences and before it.</summary>
    private void AddUnits(
        List<PositionedTerm> words,
        int first,
        IReadOnlyList<int> starts,
        List<PositionedTerm> sentences,
        List<PositionedTerm> paragraphs
    )
    {
        var passed = 1;
        for (var i = first; i < words.Count; i++)
        {
            for (; passed < starts.Count && words[i].Position >= starts[passed]; passed++)
            {
                _counts.EndSentence();
            }

            var word = words[i];
            sentences.Add(word with { Position = TextUnits.InSentences(word.Position, _counts.Sentences) });
            paragraphs.Add(word with { Position = TextUnits.InParagraphs(word.Position, _counts.Paragraphs) });
        }
    }

    private Dictionary<PassageColumn, IReadOnlyList<string>> Columns(StoredPassage passage)
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
}
