using System.Collections.Immutable;
using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Citations.Formatting;

namespace SearchService.Corpus.Citations.Apa;

/// <summary>What kind of reference a work takes, and who stands at its head.</summary>
internal sealed class ApaShape
{
    /// <summary>In whose place the next stands when there is no author. A translator is never at the head.</summary>
    private static readonly string[] HeadRoles =
    [
        "author",
        "composer",
        "illustrator",
        "director",
        "host",
        "producer",
        "series-creator",
        "editor",
        "editorial-director",
        "compiler",
        "curator",
        "collection-editor",
    ];

    private static readonly string[] EditorRoles = ["editor", "editorial-director", "compiler", "collection-editor"];

    public ApaShape(Work work, string? yearSuffix)
    {
        Work = work;
        Year =
            work.Issued is { } issued ? ApaForms.Dates.Year(issued) + yearSuffix
            : work.Status is { } status ? status.ToLowerInvariant()
            : yearSuffix is null ? "n.d."
            : "n.d.-" + yearSuffix;
        var edited = EditorRoles.Any(role => work.Names.ContainsKey(role));
        IsPage = work.Type is "webpage" or "post";
        IsSerial =
            work.Type
                is "article-journal"
                    or "article-magazine"
                    or "article-newspaper"
                    or "periodical"
                    or "post-weblog"
                    or "review"
                    or "review-book"
            || (work.Type is "paper-conference" or "interview" && !edited);
        IsLegal = RecordCheck.IsLegal(work);
        IsPartOfWork = work.ContainerTitle is not null && !IsPage;

        // The editors of a container are its own: they do not come to stand for the author of a part of it.
        var roles = IsPartOfWork ? HeadRoles.Except(EditorRoles) : HeadRoles;
        HeadRole = IsLegal ? null : roles.FirstOrDefault(role => work.Names.ContainsKey(role));
        Head = HeadRole is { } head ? work.NamesOf(head) : [];
        if (Head.IsEmpty && work.Publisher is { } body && HeadMayBePublisher(work.Type))
        {
            Head = [PersonName.Whole(body)];
        }
    }

    public Work Work { get; }

    /// <summary>With the letter that tells works of the same authors and year apart: "2005a", "n.d.-a" (8.19).</summary>
    public string Year { get; }

    /// <summary>An article in something that appears in issues: its container follows without "In".</summary>
    public bool IsSerial { get; }

    /// <summary>A page of a site, or a post: its own title is italic, the site follows plain.</summary>
    public bool IsPage { get; }

    public bool IsLegal { get; }

    /// <summary>It stands in a container, so that the container's title is the italic one.</summary>
    public bool IsPartOfWork { get; }

    /// <summary>Null when the title, or a body, stands at the head.</summary>
    public string? HeadRole { get; }

    /// <summary>Empty when the title stands at the head.</summary>
    public ImmutableArray<PersonName> Head { get; }

    public bool IsTitleItalic => IsPage || !IsPartOfWork;

    /// <summary>The publisher, unless it is at the head too: it is not said twice (9.29).</summary>
    public string? Publisher =>
        Work.Publisher is { } publisher && !(Head is [{ Literal: { } head }] && SameBody(head, publisher))
            ? publisher
            : null;

    private static bool HeadMayBePublisher(string type) =>
        type is "webpage" or "software" or "entry-dictionary" or "entry-encyclopedia";

    private static bool SameBody(string one, string other) =>
        string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);
}
