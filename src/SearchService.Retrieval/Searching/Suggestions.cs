using SearchService.Analysis;
using SearchService.Retrieval.Engines;

namespace SearchService.Retrieval.Searching;

/// <param name="Terms">Words that begin so, those in most passages first.</param>
/// <param name="Authors">With a name that does.</param>
/// <param name="Titles">With a word that does.</param>
public sealed record SuggestResults(
    string Prefix,
    string CorpusVersion,
    IReadOnlyList<TermSuggestion> Terms,
    IReadOnlyList<string> Authors,
    IReadOnlyList<TitleSuggestion> Titles
);

public sealed record TermSuggestion(string Term, long Passages);

public sealed record TitleSuggestion(string DocumentId, string Title);

/// <summary>What a beginning may become: terms, authors and titles of the collection.</summary>
public sealed class Suggestions(IPassageIndex index)
{
    /// <param name="most">Of each kind.</param>
    public SuggestResults Of(string prefix, int most)
    {
        using var snapshot = index.AcquireSnapshot();
        var sought = Words.Tokenize(prefix).Select(token => token.Term).ToList();
        return new SuggestResults(
            prefix,
            snapshot.CorpusVersion,
            sought is [var only]
                ?
                [
                    .. snapshot
                        .Expand(new WildcardClause(PassageField.Text, only + "*"), most * 2)
                        .Where(term => term.All(char.IsLetterOrDigit))
                        .Take(most)
                        .Select(term => new TermSuggestion(term, snapshot.PassagesWith(PassageField.Text, term))),
                ]
                : [],
            sought.Count == 0
                ? []
                : [.. snapshot.Values(PassageColumn.Author).Where(name => HasBeginning(name, sought)).Take(most)],
            sought.Count == 0
                ? []
                :
                [
                    .. snapshot
                        .DocumentIds.Select(id => (Id: id, snapshot.Summary(id)!.Work.Work.Title))
                        .Where(document => document.Title is { } title && HasBeginning(title, sought))
                        .Take(most)
                        .Select(document => new TitleSuggestion(document.Id, document.Title!)),
                ]
        );
    }

    /// <summary>Whether the words stand in a text one after another, the last of them perhaps only begun.</summary>
    private static bool HasBeginning(string text, List<string> sought)
    {
        var words = Words.Tokenize(text);
        for (var at = 0; at + sought.Count <= words.Count; at++)
        {
            var i = 0;
            while (i < sought.Count - 1 && words[at + i].Term == sought[i])
            {
                i++;
            }

            if (i == sought.Count - 1 && words[at + i].Term.StartsWith(sought[i], StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
