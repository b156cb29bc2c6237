using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Citations.Formatting;

namespace SearchService.Corpus.Citations.Apa;

/// <summary>
/// The entry of the reference list (APA 7, chapters 9 and 10): who, when, what, where. Titles keep the case of the record: which words are
/// proper names is not known, and CSL processors keep it too.
/// </summary>
internal static class ApaReference
{
    public static FormattedText Of(ApaShape shape)
    {
        var work = shape.Work;
        var entry = new FormattedTextBuilder();
        if (shape.IsLegal)
        {
            AddLegal(entry, work);
        }
        else if (shape.Head.IsEmpty)
        {
            ApaTitle.Add(entry, shape);
            entry.Stop().Add(" ").Add("(" + Date(shape) + ").");
            ApaSource.Add(entry, shape);
        }
        else
        {
            entry.Add(ApaForms.Head.List(shape.Head)).Add(RoleLabel(shape));
            entry.Stop().Add(" ").Add("(" + Date(shape) + ").").Add(" ");
            ApaTitle.Add(entry, shape);
            entry.Stop();
            ApaSource.Add(entry, shape);
        }

        if (Address(work) is { } address)
        {
            entry.Add(" ").Add(address);
        }

        if (OriginalPublication(work) is { } original)
        {
            entry.Add(" ").Add(original);
        }

        return entry.ToText();
    }

    private static string Date(ApaShape shape)
    {
        var day = shape.Work.Issued is { } issued && ShowsDay(shape.Work) ? ApaForms.Dates.MonthAndDay(issued) : "";
        return day.Length == 0 ? shape.Year : shape.Year + ", " + day;
    }

    /// <summary>What appears on a day is dated by it; books, reports and journals by the year.</summary>
    private static bool ShowsDay(Work work) =>
        work.Type
            is "article-magazine"
                or "article-newspaper"
                or "broadcast"
                or "collection"
                or "document"
                or "event"
                or "motion_picture"
                or "pamphlet"
                or "performance"
                or "personal_communication"
                or "post"
                or "post-weblog"
                or "song"
                or "speech"
                or "webpage"
        || (
            work.Type is "interview" or "paper-conference"
            && work is { Volume: null, Issue: null, Page: null }
            && work.Editor.IsEmpty
        );

    /// <summary>" (Eds.)" after those who stand in the author's place.</summary>
    private static string RoleLabel(ApaShape shape) =>
        shape.HeadRole switch
        {
            null or "author" => "",
            var role => " (" + ApaTitle.Label(role, shape.Head.Length) + ")",
        };

    /// <summary>The DOI before any other address; an undated page says when it was seen (9.16).</summary>
    private static string? Address(Work work)
    {
        if (Doi.Address(work.Doi) is { } doi)
        {
            return doi;
        }

        var seen =
            work.Issued is null && work.Status is null && work.Accessed is { } accessed
                ? ApaForms.Dates.Full(accessed)
                : null;
        return work.Url is not { } url ? null
            : seen is null ? url
            : $"Retrieved {seen}, from {url}";
    }

    private static string? OriginalPublication(Work work) =>
        work.Date("original-date") is { } original
            ? $"(Original work published {ApaForms.Dates.Year(original)})"
            : null;

    /// <summary>
    /// "Convention on Rivers, August 12, 1949, 75 U.N.T.S. 31." (11.9), "Harbour v. Levant, 2 ICJ Reports 14 (International Court 1986)."
    /// (11.4), "Peace Act, 3 Statutes 12 (1998)." (11.5). A case is italic in the text alone.
    /// </summary>
    private static void AddLegal(FormattedTextBuilder entry, Work work)
    {
        entry.AddTitle(work.Title ?? "", italic: false);
        var treatyDate = work.Type == "treaty" && work.Issued is { } issued ? ApaForms.Dates.Full(issued) : null;
        var published = string.Join(' ', new[] { work.Volume, work.ContainerTitle, work.Page }.OfType<string>());
        foreach (
            var part in new[] { work.Number, treatyDate, published.Length > 0 ? published : null }.OfType<string>()
        )
        {
            entry.Add(entry.IsEmpty ? "" : ", ").Add(part);
        }

        if (work.Type != "treaty" && !RecordCheck.IsNamedByYear(work) && work.Issued is { } decided)
        {
            var court = work.Type == "legal_case" ? work.Text("authority") : null;
            ApaTitle.Bracketed(
                entry,
                "(",
                [string.Join(' ', new[] { court, ApaForms.Dates.Year(decided) }.OfType<string>())],
                ")"
            );
        }

        entry.Stop();
    }
}
