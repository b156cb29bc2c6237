using SearchService.Analysis;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Language;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Ranking;

/// <summary>Binds fields and the filters of a request to the columns of the index.</summary>
/// <param name="faults">Takes the values that the collection does not have.</param>
internal sealed class FieldBinder(IPassageSnapshot snapshot, List<QueryFault> faults)
{
    public IEnumerable<PassageClause> Filters(SearchRequest request)
    {
        if (request.Authors.Count > 0)
        {
            yield return new ValueClause(PassageColumn.AuthorKey, [.. request.Authors.Select(AuthorKeys.Key)]);
        }

        if (request.Years.Count > 0)
        {
            yield return new AnyClause([.. request.Years.Select(years => new YearClause(years.From, years.To))]);
        }

        if (request.Sections.Count > 0)
        {
            yield return new ValueClause(
                PassageColumn.Section,
                [.. request.Sections.SelectMany(SectionsWith).Distinct(StringComparer.Ordinal)]
            );
        }

        if (request.Documents.Count > 0)
        {
            yield return new ValueClause(PassageColumn.Document, request.Documents);
        }

        if (request.Kinds.Count > 0)
        {
            yield return new ValueClause(PassageColumn.Kind, request.Kinds);
        }
    }

    public PassageClause Bind(FieldNode field)
    {
        switch (field.Field)
        {
            case QueryField.Author:
                var key = AuthorKeys.Key(field.Text);
                Know(field, "author", snapshot.Values(PassageColumn.AuthorKey).Contains(key), PassageColumn.AuthorKey);
                return new ValueClause(PassageColumn.AuthorKey, [key]);
            case QueryField.Year:
                return new YearClause(field.Years!.From, field.Years.To);
            case QueryField.Section:
                string[] sections = [.. SectionsWith(field.Text)];
                Know(field, "heading", sections.Length > 0, PassageColumn.Section);
                return new ValueClause(PassageColumn.Section, sections);
            case QueryField.In:
                return new ValueClause(PassageColumn.Kind, [field.Text]);
            default:
                Know(field, "document", snapshot.Summary(field.Text) is not null, PassageColumn.Document);
                return new ValueClause(PassageColumn.Document, [field.Text]);
        }
    }

    /// <summary>A field whose value the collection does not have is a fault, not a silent nothing.</summary>
    private void Know(FieldNode field, string what, bool isKnown, PassageColumn column)
    {
        if (isKnown)
        {
            return;
        }

        var nearest = Spelling.Nearest(field.Text, snapshot.Values(column));
        var suggestion = nearest is null ? "" : new FieldNode(field.Field, nearest).ToString();
        var fault = new QueryFault(
            field.Start,
            field.Length,
            $"The collection has no {what} {field.Text}{(nearest is null ? "" : $"; the nearest is {nearest}")}.",
            suggestion
        );
        if (!faults.Contains(fault))
        {
            faults.Add(fault);
        }
    }

    /// <summary>Headings of the collection that contain a text, case and accents folded.</summary>
    private IEnumerable<string> SectionsWith(string text)
    {
        var sought = Folding.Fold(text);
        return snapshot
            .Values(PassageColumn.Section)
            .Where(title => Folding.Fold(title).Contains(sought, StringComparison.Ordinal));
    }
}
