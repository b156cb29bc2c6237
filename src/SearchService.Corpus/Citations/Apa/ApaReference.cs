using System.Globalization;
using System.Text.RegularExpressions;
using SearchService.Corpus.Bibliography;

namespace SearchService.Corpus.Citations.Apa;

/// <summary>
/// The entry of the reference list (APA 7, chapters 9 and 10): who, when, what, where. Titles keep the case of the record: which words are
/// proper names is not known, and CSL processors keep it too.
/// </summary>
internal static partial class ApaReference
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
            AddTitle(entry, shape);
            entry.Stop().Add(" ").Add("(" + Date(work) + ").");
            AddSource(entry, shape);
        }
        else
        {
            entry.Add(ApaNames.InvertedList(shape.Head)).Add(RoleLabel(shape));
            entry.Stop().Add(" ").Add("(" + Date(work) + ").").Add(" ");
            AddTitle(entry, shape);
            entry.Stop();
            AddSource(entry, shape);
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
            var role => " (" + Label(role, shape.Head.Length) + ")",
        };

    private static string Label(string role, int count)
    {
        var (one, many) = role switch
        {
            "editor" or "collection-editor" or "editorial-director" => ("Ed.", "Eds."),
            "translator" => ("Trans.", "Trans."),
            "illustrator" => ("Illus.", "Illus."),
            "narrator" => ("Narr.", "Narrs."),
            "series-creator" => ("Creator", "Creators"),
            _ => (Capital(role), Capital(role) + "s"),
        };
        return count == 1 ? one : many;
    }

    private static void AddTitle(FormattedTextBuilder entry, ApaShape shape)
    {
        var work = shape.Work;
        var parts = new List<string>();
        var isReview = work.Type is "review" or "review-book" || work.Texts.ContainsKey("reviewed-title");
        if (work.Title is { } title)
        {
            var volumeTitle = work.Text("volume-title");
            entry.AddTitle(title, shape.IsTitleItalic);
            if (volumeTitle is not null && !shape.IsPartOfWork)
            {
                entry.Add(": ", italic: true);
                entry
                    .Add(work.Volume is { } volume ? $"Vol. {volume}. " : "", italic: true)
                    .AddTitle(volumeTitle, italic: true);
            }
        }
        else if (!isReview && Description(shape).Length == 0)
        {
            entry.Add("Untitled");
        }

        parts.AddRange(Contributors(shape));
        if (!shape.IsPartOfWork && !shape.IsSerial)
        {
            parts.Add(NumberOf(work));
            parts.Add(shape.IsPage ? "" : Extent(shape));
        }

        Bracketed(entry, "(", parts, ")");
        if (isReview)
        {
            AddReview(entry, work);
        }
        else
        {
            Bracketed(entry, "[", [Description(shape)], "]");
        }
    }

    private static void Bracketed(FormattedTextBuilder entry, string open, IEnumerable<string> parts, string close)
    {
        var inside = string.Join("; ", parts.Where(part => part.Length > 0));
        if (inside.Length > 0)
        {
            entry.Add(entry.IsEmpty || entry.EndsWithSpace ? "" : " ").Add(open + inside + close);
        }
    }

    /// <summary>"G. M. A. Grube, Trans.": those who had a part in the work beside the ones at its head.</summary>
    private static IEnumerable<string> Contributors(ApaShape shape)
    {
        string[] roles =
            shape.IsSerial ? ["interviewer", "translator", "narrator"]
            : shape.IsPartOfWork ? ["illustrator", "narrator", "translator"]
            :
            [
                "interviewer",
                "illustrator",
                "narrator",
                "editor",
                "translator",
                "compiler",
                "chair",
                "organizer",
                "curator",
            ];
        foreach (var role in roles.Where(role => role != shape.HeadRole))
        {
            if (shape.Work.NamesOf(role) is { IsEmpty: false } names)
            {
                yield return ApaNames.DirectList(names) + ", " + Label(role, names.Length);
            }
        }
    }

    /// <summary>"CIGI Working Paper No. 1", "DIIS Report 2008:7".</summary>
    private static string NumberOf(Work work)
    {
        if (work.Number is not { } number)
        {
            return "";
        }

        var genre =
            work.Type == "thesis" && work.Genre is not null ? "Publication"
            : work.Genre is { } g ? TitleCase.Of(g, work.Language)
            : null;
        var numbered = work.Type != "standard" && Numeric().IsMatch(number) ? "No. " + number : number;
        return genre is null ? numbered : genre + " " + numbered;
    }

    /// <summary>"2nd ed., Vol. 3", "pp. 11–44": what the work is among its editions and volumes, or where it stands in its container.</summary>
    private static string Extent(ApaShape shape)
    {
        var work = shape.Work;
        if (work.Type is "broadcast" or "event" or "patent" or "performance" or "speech")
        {
            return "";
        }

        var parts = new List<string>();
        if (work.Version is { } version)
        {
            parts.Add(version.StartsWith('v') || version.StartsWith('V') ? Capital(version) : "Version " + version);
        }

        if (work.Edition is { } edition)
        {
            parts.Add(Edition(edition));
        }

        // Series are given for reports, not for books (10.4, example 52).
        if (work.Type is "document" or "report" or "standard" && work.CollectionTitle is { } series)
        {
            parts.Add(
                string.Join(' ', new[] { TitleCase.Of(series, work.Language), work.CollectionNumber }.OfType<string>())
            );
        }

        if (work.Text("volume-title") is null && work.Volume is { } volume)
        {
            parts.Add(
                !Numeric().IsMatch(volume) ? volume
                : IsRange(volume) ? "Vols. " + Range(volume)
                : "Vol. " + volume
            );
        }
        else if (
            work.Text("number-of-volumes") is { } volumes
            && int.TryParse(volumes, CultureInfo.InvariantCulture, out var count)
            && count > 1
        )
        {
            parts.Add("Vols. 1–" + volumes);
        }

        if (work.Issue is { } issue)
        {
            parts.Add(Numeric().IsMatch(issue) ? "No. " + Range(issue) : issue);
        }

        if (work.Page is { } page)
        {
            parts.Add((IsRange(page) ? "pp. " : "p. ") + Range(page));
        }

        return string.Join(", ", parts);
    }

    private static string Edition(string edition)
    {
        if (OrdinalNumber().Match(edition) is not { Success: true } match)
        {
            return edition.Contains("ed", StringComparison.OrdinalIgnoreCase)
                ? Capital(edition)
                : Capital(edition) + " ed.";
        }

        var digits = match.Groups["number"].Value;
        var suffix = digits switch
        {
            [.., '1', '1' or '2' or '3'] => "th",
            [.., '1'] => "st",
            [.., '2'] => "nd",
            [.., '3'] => "rd",
            _ => "th",
        };
        return digits + suffix + " ed.";
    }

    /// <summary>What kind of thing it is, where the rest does not show it (9.21).</summary>
    private static string Description(ApaShape shape)
    {
        var work = shape.Work;
        if (work.Type == "thesis")
        {
            // A published thesis names its university here, an unpublished one as its source (10.6).
            var university = work.Doi is not null || work.Url is not null ? work.Publisher : null;
            return string.Join(
                ", ",
                new[] { work.Genre is { } genre ? Capital(genre) : null, university }.OfType<string>()
            );
        }

        var kind = work.Number is null || shape.IsPartOfWork ? work.Genre : null;
        var given = string.Join("; ", new[] { kind, work.Medium }.OfType<string>().Select(Capital));
        return given.Length > 0 || work.Genre is not null
            ? given
            : work.Type switch
            {
                "broadcast" => "Broadcast",
                "dataset" => "Dataset",
                "figure" => "Figure",
                "graphic" => "Graphic",
                "interview" => "Interview",
                "map" => "Map",
                "motion_picture" => "Film",
                "post" => "Online post",
                "software" => "Computer software",
                "song" => "Song",
                _ => "",
            };
    }

    /// <summary>"[Review of the book *Verbal behavior*, by B. F. Skinner]" (10.7).</summary>
    private static void AddReview(FormattedTextBuilder entry, Work work)
    {
        entry.Add(entry.IsEmpty || entry.EndsWithSpace ? "" : " ").Add("[Review");
        if (work.Text("reviewed-title") is { } reviewed)
        {
            entry.Add(work.Type == "review-book" ? " of the book " : " of ").AddTitle(reviewed, italic: true);
        }

        if (work.NamesOf("reviewed-author") is { IsEmpty: false } names)
        {
            entry.Add(", by ").Add(ApaNames.DirectList(names));
        }

        entry.Add("]");
    }

    private static void AddSource(FormattedTextBuilder entry, ApaShape shape)
    {
        var work = shape.Work;
        if (shape.IsSerial)
        {
            AddSerial(entry, work);
        }
        else if (shape.IsPartOfWork && work.ContainerTitle is { } container)
        {
            entry.Add(" In ");
            if (ContainerHead(shape) is { Length: > 0 } head)
            {
                entry.Add(head).Add(", ");
            }

            entry.AddTitle(container, italic: true);
            Bracketed(entry, "(", [NumberOf(work), Extent(shape)], ")");
            entry.Stop();
        }

        var published = work.Type == "thesis" && (work.Doi is not null || work.Url is not null);
        if (!shape.IsSerial && !published)
        {
            Sentence(entry, shape.Publisher);
        }

        Sentence(entry, Archive(work));
        if (
            work.EventTitle is { } happening
            && !(work.Type == "paper-conference" && (work.Page ?? work.Volume) is not null)
        )
        {
            Sentence(entry, string.Join(", ", new[] { Capital(happening), work.EventPlace }.OfType<string>()));
        }

        if (shape.IsPage && work.ContainerTitle is { } site && !(shape.Head is [{ Literal: { } body }] && body == site))
        {
            Sentence(entry, TitleCase.Of(site, work.Language));
        }
    }

    private static string ContainerHead(ApaShape shape)
    {
        foreach (
            var role in (ReadOnlySpan<string>)
                ["container-author", "editor", "editorial-director", "compiler", "collection-editor"]
        )
        {
            if (shape.Work.NamesOf(role) is { IsEmpty: false } names)
            {
                var label = role == "container-author" ? "" : " (" + Label(role, names.Length) + ")";
                return ApaNames.DirectList(names) + label;
            }
        }

        return "";
    }

    /// <summary>"*Nature*, *529*(7587), 484–489." The number of an article stands for its pages.</summary>
    private static void AddSerial(FormattedTextBuilder entry, Work work)
    {
        var rest = new FormattedTextBuilder();
        if (work.ContainerTitle is { } container)
        {
            rest.AddTitle(TitleCase.Of(container, work.Language), italic: true);
        }

        if ((work.Volume ?? work.Issue) is not null)
        {
            rest.Add(rest.IsEmpty ? "" : ", ").Add(work.Volume is { } volume ? Range(volume) : null, italic: true);
            rest.Add(work.Issue is { } issue ? "(" + Range(issue) + ")" : null);
        }

        var place =
            work.Number is { } number ? "Article " + number
            : work.Page is { } page ? Range(page)
            : null;
        if (place is not null)
        {
            rest.Add(rest.IsEmpty ? "" : ", ").Add(place);
        }

        if (!rest.IsEmpty)
        {
            entry.Add(" ").Add(rest.Stop().ToText());
        }
    }

    private static string? Archive(Work work)
    {
        var collection = work.Text("archive_collection");
        var held = collection ?? work.Text("archive");
        if (held is null)
        {
            return null;
        }

        var place = work.Text("archive_location") is { } location ? $" ({location})" : "";
        var house = collection is null ? null : work.Text("archive");
        return string.Join(", ", new[] { held + place, house, work.Text("archive-place") }.OfType<string>());
    }

    private static void Sentence(FormattedTextBuilder entry, string? words)
    {
        if (words is { Length: > 0 })
        {
            entry.Add(" ").Add(words).Stop();
        }
    }

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

    /// <summary>More than one number: "12–13", "xi-xiii", "11, 20".</summary>
    internal static bool IsRange(string value) => SeveralNumbers().IsMatch(value);

    /// <summary>Numbers and ranges with an en dash between them, the end of a range in full: "112–113".</summary>
    internal static string Range(string value)
    {
        var dashed = BetweenNumbers().Replace(value, "–");
        return DigitRange()
            .Replace(
                dashed,
                match =>
                {
                    var (from, to) = (match.Groups["from"].Value, match.Groups["to"].Value);
                    return to.Length < from.Length ? from + "–" + from[..(from.Length - to.Length)] + to : match.Value;
                }
            );
    }

    private static string Capital(string words) =>
        words.Length == 0 ? words : words[..1].ToUpper(CultureInfo.InvariantCulture) + words[1..];

    [GeneratedRegex(
        @"^[A-Za-z]{0,3}[0-9]+[A-Za-z]?([ ]?[-–,&][ ]?[A-Za-z]{0,3}[0-9]+[A-Za-z]?)*$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Numeric();

    [GeneratedRegex(
        "^(?<number>[0-9]+)(st|nd|rd|th)?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex OrdinalNumber();

    [GeneratedRegex(
        @"(?<=[0-9ivxlcdmIVXLCDM]) ?(-{1,2}|–|—) ?(?=[A-Za-z]?[0-9]|[ivxlcdmIVXLCDM])",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex BetweenNumbers();

    [GeneratedRegex(
        @"(?<![0-9A-Za-z.])(?<from>[0-9]+)–(?<to>[0-9]+)(?![0-9A-Za-z.])",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex DigitRange();

    [GeneratedRegex(
        @"(^|[^A-Za-z])([A-Za-z]?[0-9]+[A-Za-z]?|[ivxlcdm]+|[IVXLCDM]+) ?(-{1,2}|–|—|,|&) ?([A-Za-z]?[0-9]|[ivxlcdm]+$|[IVXLCDM]+$)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex SeveralNumbers();
}
