using System.Globalization;
using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Citations.Formatting;

namespace SearchService.Corpus.Citations.Apa;

/// <summary>The title, and after it in parentheses who else had a part, number, edition and volume, in brackets what kind of thing it is (9.18 to 9.22).</summary>
internal static class ApaTitle
{
    public static void Add(FormattedTextBuilder entry, ApaShape shape)
    {
        var work = shape.Work;
        var parts = new List<string>();
        var isReview = work.Type is "review" or "review-book" || work.Texts.ContainsKey("reviewed-title");
        if (work.Title is { } title)
        {
            var volumeTitle = work.Text("volume-title");
            entry.AddTitle(QuotationMarks.American.Turned(title, 0), shape.IsTitleItalic);
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
            entry.Add(", by ").Add(ApaForms.Inner.List(names).Plain);
        }

        entry.Add("]");
    }

    public static void Bracketed(FormattedTextBuilder entry, string open, IEnumerable<string> parts, string close)
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
                yield return ApaForms.Inner.List(names).Plain + ", " + Label(role, names.Length);
            }
        }
    }

    /// <summary>"CIGI Working Paper No. 1", "DIIS Report 2008:7".</summary>
    public static string NumberOf(Work work)
    {
        if (work.Number is not { } number)
        {
            return "";
        }

        var genre =
            work.Type == "thesis" && work.Genre is not null ? "Publication"
            : work.Genre is { } g ? TitleCase.Of(g, work.Language, SmallWords.Apa)
            : null;
        var numbered = work.Type != "standard" && Numerals.IsNumeric(number) ? "No. " + number : number;
        return genre is null ? numbered : genre + " " + numbered;
    }

    /// <summary>"2nd ed., Vol. 3", "pp. 11–44": what the work is among its editions and volumes, or where it stands in its container.</summary>
    public static string Extent(ApaShape shape)
    {
        var work = shape.Work;
        if (work.Type is "broadcast" or "event" or "patent" or "performance" or "speech")
        {
            return "";
        }

        var parts = new List<string>();
        if (work.Version is { } version)
        {
            parts.Add(
                version.StartsWith('v') || version.StartsWith('V') ? Numerals.Capital(version) : "Version " + version
            );
        }

        if (work.Edition is { } edition)
        {
            parts.Add(Numerals.Edition(edition, "ed."));
        }

        // Series are given for reports, not for books (10.4, example 52).
        if (work.Type is "document" or "report" or "standard" && work.CollectionTitle is { } series)
        {
            parts.Add(
                string.Join(
                    ' ',
                    new[]
                    {
                        TitleCase.Of(series, work.Language, SmallWords.Apa),
                        work.CollectionNumber,
                    }.OfType<string>()
                )
            );
        }

        if (work.Text("volume-title") is null && work.Volume is { } volume)
        {
            parts.Add(
                !Numerals.IsNumeric(volume) ? volume
                : Numerals.IsRange(volume) ? "Vols. " + Numerals.Range(volume, RangeForm.Full)
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
            parts.Add(Numerals.IsNumeric(issue) ? "No. " + Numerals.Range(issue, RangeForm.Full) : issue);
        }

        if (work.Page is { } page)
        {
            parts.Add((Numerals.IsRange(page) ? "pp. " : "p. ") + Numerals.Range(page, RangeForm.Full));
        }

        return string.Join(", ", parts);
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
                new[] { work.Genre is { } genre ? Numerals.Capital(genre) : null, university }.OfType<string>()
            );
        }

        var kind = work.Number is null || shape.IsPartOfWork ? work.Genre : null;
        var given = string.Join("; ", new[] { kind, work.Medium }.OfType<string>().Select(Numerals.Capital));
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

    public static string Label(string role, int count)
    {
        var (one, many) = role switch
        {
            "editor" or "collection-editor" or "editorial-director" => ("Ed.", "Eds."),
            "translator" => ("Trans.", "Trans."),
            "illustrator" => ("Illus.", "Illus."),
            "narrator" => ("Narr.", "Narrs."),
            "series-creator" => ("Creator", "Creators"),
            _ => (Numerals.Capital(role), Numerals.Capital(role) + "s"),
        };
        return count == 1 ? one : many;
    }
}
