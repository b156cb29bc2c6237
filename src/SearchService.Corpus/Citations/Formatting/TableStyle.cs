using SearchService.Corpus.Bibliography;

namespace SearchService.Corpus.Citations.Formatting;

/// <summary>A style whose rules are a table (<see cref="StyleRules"/>).</summary>
internal sealed class TableStyle(StyleRules rules) : CitationStyle
{
    public override string Name => rules.Name;

    public override string Title => rules.Title;

    public override QuotationForm Quotations { get; } = new(rules.Marks, rules.BlockFrom, rules.BlockRule);

    public override Citation Cite(Work work, Locator? locator = null, string? yearSuffix = null)
    {
        var suffix = rules.CitesByYear ? yearSuffix : null;
        var warnings = new List<string>();
        var places = rules.Locators.Places(locator, new StyleName(rules.Title, rules.Marks), warnings);
        var fields = new WorkFields(rules, work, places, suffix);
        RecordCheck.Warn(
            work,
            new RecordWants(
                rules.Title,
                rules.NoDate,
                fields.KeepsLetters,
                rules.WantsPlace,
                rules.AbbreviatesJournals
            ),
            fields.HeadRole is not null ? null
                : fields.HeadIsContainer ? "the name of what it appeared in"
                : "the title",
            locator,
            warnings
        );
        if (rules.Advice is { } advice && places.Count > 0)
        {
            warnings.Add(advice);
        }

        var note =
            rules.Notes.Count == 0 ? null : new Footnote(Fill(rules.Notes, fields), Fill(rules.ShortNotes, fields));
        var unplaced = new WorkFields(rules, work, [], suffix);
        return new Citation(
            Name,
            rules.InText?.Fill(fields) ?? note!.Full,
            Fill(rules.References.Count > 0 ? rules.References : rules.Notes, unplaced),
            note,
            locator,
            warnings
        );
    }

    private static FormattedText Fill(IReadOnlyList<WorkTemplate> templates, WorkFields fields)
    {
        var kind = WorkFields.Kind(fields.Work);
        return templates.First(template => template.IsFor(kind)).Template.Fill(fields);
    }
}
