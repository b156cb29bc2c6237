using SearchService.Analysis;
using SearchService.Retrieval.Engines;

namespace SearchService.Retrieval.Searching;

/// <param name="Terms">What the last word may become, those in most passages first.</param>
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
        if (sought.Count == 0)
        {
            return new SuggestResults(prefix, snapshot.CorpusVersion, [], [], []);
        }

        var words = WordSequence.Of(sought);
        return new SuggestResults(
            prefix,
            snapshot.CorpusVersion,
            [
                .. snapshot
                    .Expand(new WildcardClause(PassageField.Text, sought[^1] + "*"), most * 2)
                    .Where(term => term.All(char.IsLetterOrDigit))
                    .Take(most)
                    .Select(term => new TermSuggestion(term, snapshot.PassagesWith(PassageField.Text, term))),
            ],
            [
                .. snapshot
                    .Values(PassageColumn.Author)
                    .Where(name => WordSequence.Of(name).Contains(words, StringComparison.Ordinal))
                    .Take(most),
            ],
            [
                .. snapshot
                    .Catalogue.Entries.Where(document => document.TitleWords.Contains(words, StringComparison.Ordinal))
                    .Take(most)
                    .Select(document => new TitleSuggestion(document.Id, document.Title!)),
            ]
        );
    }
}
