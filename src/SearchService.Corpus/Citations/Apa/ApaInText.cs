using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Citations.Formatting;

namespace SearchService.Corpus.Citations.Apa;

/// <summary>The citation in the text (APA 7, 8.10 to 8.17): "(Flockhart &amp; Kristensen, 2008, Section 2, para. 3)".</summary>
internal static class ApaInText
{
    public static FormattedText Of(ApaShape shape, IReadOnlyList<CitedPlace> places)
    {
        var cited = new FormattedTextBuilder().Add("(");
        if (shape.Head.IsEmpty)
        {
            AddTitle(cited, shape);
        }
        else
        {
            cited.Add(ApaForms.InText.List(shape.Head));
        }

        // A law that is called by its year: "(Peace Act 1998)".
        if (!RecordCheck.IsNamedByYear(shape.Work))
        {
            cited.Comma().Add(" ").Add(Date(shape));
        }

        foreach (var place in places)
        {
            cited.Add(", ").Add(place.Text);
        }

        return cited.Add(")").ToText();
    }

    /// <summary>A republished work gives both years: "1975/1977" (8.15).</summary>
    private static string Date(ApaShape shape) =>
        shape.Work is { Issued: not null } work && work.Date("original-date") is { } original
            ? ApaForms.Dates.Year(original) + "/" + shape.Year
            : shape.Year;

    /// <summary>Without an author the title is cited, in title case: italic if it is so in the reference, else in quotation marks (8.14).</summary>
    private static void AddTitle(FormattedTextBuilder cited, ApaShape shape)
    {
        var title = shape.Work.ShortTitle ?? shape.Work.Title ?? "Untitled";
        title = TitleCase.Of(title, shape.Work.Language, SmallWords.Apa);
        if (shape.IsLegal)
        {
            cited.AddTitle(title, italic: shape.Work.Type == "legal_case");
        }
        else if (shape.IsTitleItalic)
        {
            cited.AddTitle(title, italic: true);
        }
        else
        {
            cited.Add("“").AddTitle(QuotationMarks.American.Turned(title, 1), italic: false).Add("”");
        }
    }
}
