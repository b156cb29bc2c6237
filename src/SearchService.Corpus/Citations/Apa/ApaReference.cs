using SearchService.Corpus.Bibliography;

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
            entry.Stop().Add(" ").Add("(" + Date(work) + ").");
            ApaSource.Add(entry, shape);
        }
        else
        {
            entry.Add(ApaNames.InvertedList(shape.Head)).Add(RoleLabel(shape));
            entry.Stop().Add(" ").Add("(" + Date(work) + ").").Add(" ");
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

    /// <summary>"https://doi.org/10.2139/ssrn.857444", in whatever form the record has the DOI; null without one.</summary>
    public static string? DoiAddress(string? doi)
    {
        if (doi is null)
        {
            return null;
        }

        var at = doi.IndexOf("10.", StringComparison.Ordinal);
        return at < 0 ? null : "https://doi.org/" + doi[at..].Trim();
    }

    private static string Date(Work work)
    {
        if (work.Issued is not { } issued)
        {
            return work.Status?.ToLowerInvariant() ?? "n.d.";
        }

        var year = ApaDates.Year(issued);
        var day = ShowsDay(work) ? ApaDates.MonthAndDay(issued) : "";
        return day.Length == 0 ? year : year + ", " + day;
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
        if (DoiAddress(work.Doi) is { } doi)
        {
            return doi;
        }

        var seen =
            work.Issued is null && work.Status is null && work.Accessed is { } accessed
                ? ApaDates.Full(accessed)
                : null;
        return work.Url is not { } url ? null
            : seen is null ? url
            : $"Retrieved {seen}, from {url}";
    }

    private static string? OriginalPublication(Work work) =>
        work.Date("original-date") is { } original ? $"(Original work published {ApaDates.Year(original)})" : null;

    /// <summary>"The North Atlantic Treaty, April 4, 1949."</summary>
    private static void AddLegal(FormattedTextBuilder entry, Work work)
    {
        entry.AddTitle(work.Title ?? "", italic: work.Type == "legal_case");
        foreach (
            var part in new[] { work.Number, work.Issued is { } issued ? ApaDates.Full(issued) : null }.OfType<string>()
        )
        {
            entry.Add(entry.IsEmpty ? "" : ", ").Add(part);
        }

        entry.Stop();
    }
}
