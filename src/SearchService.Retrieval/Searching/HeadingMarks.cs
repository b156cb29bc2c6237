using System.IO.Enumeration;
using SearchService.Analysis;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Language;

namespace SearchService.Retrieval.Searching;

/// <summary>
/// Where a query's words and phrases stand in headings, which are no passages, so that no match has their places. Words near one another
/// are not sought in them.
/// </summary>
internal sealed class HeadingMarks
{
    private readonly IPassageSnapshot _snapshot;
    private readonly List<Form>[] _words;

    /// <param name="heading">The heading's words as the text has them.</param>
    private HeadingMarks(IPassageSnapshot snapshot, string heading)
    {
        _snapshot = snapshot;
        var tokens = Words.Tokenize(heading);
        _words = [.. tokens.Select(token => Forms(heading, token))];
        foreach (var compound in Words.Compounds(heading, tokens))
        {
            _words[compound.Position].AddRange(Forms(heading, compound));
        }
    }

    /// <param name="marks">What is marked in the text.</param>
    /// <returns>UTF-16 ranges of the heading, in no order.</returns>
    public static IEnumerable<TextRange> Of(IPassageSnapshot snapshot, string heading, PassageClause marks) =>
        new HeadingMarks(snapshot, heading).Found(marks);

    /// <summary>A word as the index would have it: as it stands, in capitals, without its inflection, and a compound in one.</summary>
    private List<Form> Forms(string heading, Token token)
    {
        var range = new TextRange(token.Start, token.End);
        var forms = new List<Form> { new(PassageField.Text, token.Term, range) };
        forms.AddRange(_snapshot.Stems(token.Term).Select(stem => new Form(PassageField.Stem, stem, range)));
        if (Capitals.Term(heading.AsSpan(token.Start, token.Length), token.Term) is { } capitals)
        {
            forms.Add(new Form(PassageField.Text, capitals, range));
        }

        return forms;
    }

    private IEnumerable<TextRange> Found(PassageClause clause) =>
        clause switch
        {
            TermClause term => Found(form => form.Field == term.Field && term.Terms.Contains(form.Term)),
            WildcardClause pattern => Found(form =>
                form.Field == pattern.Field
                && FileSystemName.MatchesSimpleExpression(pattern.Pattern, form.Term, ignoreCase: false)
            ),
            FuzzyClause near => Found(form =>
                form.Field == near.Field && Spelling.Edits(near.Term, form.Term) <= near.MaxEdits
            ),
            PhraseClause phrase => Enumerable
                .Range(0, Math.Max(0, _words.Length - phrase.Slots.Count + 1))
                .Select(first => Phrase(phrase, first))
                .OfType<TextRange>(),
            AnyClause any => any.Children.SelectMany(Found),
            WeightedClause weighted => Found(weighted.Child),
            _ => [],
        };

    private IEnumerable<TextRange> Found(Func<Form, bool> isSought) =>
        _words.SelectMany(forms => forms.Where(isSought).Take(1).Select(form => form.Range));

    /// <summary>A phrase that begins with a word; null where it does not stand there.</summary>
    private TextRange? Phrase(PhraseClause phrase, int first)
    {
        TextRange? found = null;
        for (var i = 0; i < phrase.Slots.Count; i++)
        {
            var slot = phrase.Slots[i];
            var forms = _words[first + i];
            var at = forms.FindIndex(form =>
                slot.Count == 0 || (form.Field == phrase.Field && slot.Contains(form.Term))
            );
            if (at < 0)
            {
                return null;
            }

            found = new TextRange(found?.Start ?? forms[at].Range.Start, forms[at].Range.End);
        }

        return found;
    }

    private readonly record struct Form(PassageField Field, string Term, TextRange Range);
}
