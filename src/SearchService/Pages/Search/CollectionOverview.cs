using System.Runtime.CompilerServices;
using SearchService.Analysis;
using SearchService.Corpus.Passages;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;

namespace SearchService.Pages.Search;

/// <param name="Indexing">How far the texts are read, while they are; null when that is done.</param>
/// <param name="Folder">Where texts are to be put.</param>
public sealed record CollectionOverview(
    int Documents,
    int Passages,
    long Words,
    (int First, int Last)? Years,
    IReadOnlyList<ExampleQuery> Examples,
    string? Indexing,
    string Folder
);

/// <param name="Means">What it finds, in words.</param>
public sealed record ExampleQuery(string Query, string Means);

/// <summary>Queries that find something in this collection, made of its own words.</summary>
internal static class ExampleQueries
{
    private const int DocumentsTried = 24;
    private const int PassagesTried = 12;

    /// <summary>Letters of a word that is about something, mostly.</summary>
    private const int LongWord = 6;

    /// <summary>Letters before the star of a pattern.</summary>
    private const int Stem = 7;

    private static readonly ConditionalWeakTable<IReadOnlyList<string>, IReadOnlyList<ExampleQuery>> OfCollections = [];

    /// <summary>Of one state of the collection; the same state is read once.</summary>
    public static IReadOnlyList<ExampleQuery> Of(IPassageSnapshot snapshot) =>
        OfCollections.GetValue(snapshot.DocumentIds, _ => [.. Make(snapshot)]);

    private static IEnumerable<ExampleQuery> Make(IPassageSnapshot snapshot)
    {
        var entries = snapshot.Catalogue.Entries;
        var step = Math.Max(1, entries.Count / DocumentsTried);
        var tried = Enumerable
            .Range(0, Math.Min(entries.Count, DocumentsTried))
            .Select(i => entries[i * step])
            .SelectMany(entry =>
                Enumerable
                    .Range(1, Math.Min(entry.Passages, PassagesTried))
                    .Select(ordinal => snapshot.Passage(entry.Id, ordinal))
            )
            .OfType<StoredPassage>()
            .ToList();
        var passages = tried.Where(passage => passage.Kind == PassageKind.Body);
        var notes = tried.Where(passage => passage.Kind == PassageKind.Note);

        // Each kind of query from another text, where there are as many.
        var phrases = passages
            .Select(passage => (passage.DocumentId, Words: Phrase(passage.Text, snapshot)))
            .Where(phrase => phrase.Words is not null)
            .DistinctBy(phrase => phrase.DocumentId)
            .Take(4)
            .Select(phrase => phrase.Words!)
            .ToList();
        if (phrases.Count == 0)
        {
            yield break;
        }

        var (first, second, third) = (phrases[0], phrases[1 % phrases.Count], phrases[2 % phrases.Count]);
        yield return new($"\"{string.Join(' ', first)}\"", "these words, in this order");
        yield return new($"{second[0]} {second[^1]}", "either word in any form, best where both stand");
        yield return new($"\"{third[0]} {third[^1]}\"~s", "both in one sentence");
        if (phrases.SelectMany(words => words).FirstOrDefault(word => word.Length > Stem + 1) is { } word)
        {
            yield return new(word[..Stem] + "*", "every word that begins so");
        }

        var noted = notes
            .SelectMany(note => Words.Tokenize(note.Text).Select(token => token.Term))
            .FirstOrDefault(term => term.All(char.IsLetter) && IsTelling(term, snapshot));
        if (noted is not null)
        {
            yield return new($"in:note {noted}", "in the notes only");
        }
    }

    /// <summary>
    /// Four words of running text, the first and the last of which stand in some other passages, too, but not in many, so that they are
    /// about something; null where there are none.
    /// </summary>
    private static string[]? Phrase(string text, IPassageSnapshot snapshot)
    {
        var words = Words.Tokenize(text);
        for (var i = 0; i + 3 < words.Count; i++)
        {
            var run = Enumerable.Range(i, 4).Select(at => words[at]).ToList();
            if (
                run.Zip(run.Skip(1), (a, b) => b.Start == a.End + 1 && text[a.End] == ' ').All(joined => joined)
                && run.TrueForAll(word => text.AsSpan(word.Start, word.Length).SequenceEqual(word.Term))
                && run.TrueForAll(word => word.Term.All(char.IsLetter))
                && IsTelling(run[0].Term, snapshot)
                && IsTelling(run[^1].Term, snapshot)
                && run[0].Term != run[^1].Term
            )
            {
                return [.. run.Select(word => word.Term)];
            }
        }

        return null;
    }

    private static bool IsTelling(string term, IPassageSnapshot snapshot)
    {
        if (term.Length < LongWord)
        {
            return false;
        }

        var passages = snapshot.PassagesWith(PassageField.Text, term);
        return passages > 2 && passages <= Math.Max(8, snapshot.PassageCount / 20);
    }
}
