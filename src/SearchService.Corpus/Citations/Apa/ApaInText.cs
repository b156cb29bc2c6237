using SearchService.Corpus.Bibliography;

namespace SearchService.Corpus.Citations.Apa;

/// <summary>The citation in the text (APA 7, 8.10 to 8.17): "(Flockhart &amp; Kristensen, 2008, Section 2, para. 3)".</summary>
internal static class ApaInText
{
    public static FormattedText Of(ApaShape shape, IReadOnlyList<string> places)
    {
        var cited = new FormattedTextBuilder().Add("(");
        if (shape.Head.IsEmpty)
        {
            AddTitle(cited, shape);
        }
        else
        {
            cited.Add(ApaNames.InText(shape.Head));
        }

        cited.Comma().Add(" ").Add(Date(shape.Work));
        foreach (var place in places)
        {
            cited.Add(", ").Add(place);
        }

        return cited.Add(")").ToText();
    }

    /// <summary>A republished work gives both years: "1975/1977" (8.15).</summary>
    private static string Date(Work work)
    {
        if (work.Issued is not { } issued)
        {
            return work.Status?.ToLowerInvariant() ?? "n.d.";
        }

        var year = ApaDates.Year(issued);
        return work.Date("original-date") is { } original ? ApaDates.Year(original) + "/" + year : year;
    }

    /// <summary>Without an author the title is cited, in title case: italic if it is so in the reference, else in quotation marks (8.14).</summary>
    private static void AddTitle(FormattedTextBuilder cited, ApaShape shape)
    {
        var title = shape.Work.ShortTitle ?? shape.Work.Title ?? "Untitled";
        title = ApaTitleCase.Of(title, shape.Work.Language);
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
            cited.Add("“").AddTitle(title.Replace('“', '‘').Replace('”', '’'), italic: false).Add("”");
        }
    }
}
