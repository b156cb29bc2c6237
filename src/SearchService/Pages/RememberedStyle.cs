using SearchService.Corpus.Citations;
using SearchService.Retrieval.Searching;

namespace SearchService.Pages;

/// <summary>
/// The citation style that was chosen last in this browser, which a script keeps in a cookie: an address that names none is answered in
/// it at once, and links go on in it.
/// </summary>
internal static class RememberedStyle
{
    /// <summary>Hosts share their cookies over all ports.</summary>
    private const string Cookie = "searchservice-style";

    /// <summary>Null where none is remembered, or the one that holds anyhow.</summary>
    public static string? Of(HttpRequest request) =>
        request.Cookies[Cookie] is { } name
        && CitationStyles.Find(name) is { } style
        && style.Name != SearchRequest.DefaultStyle
            ? style.Name
            : null;

    /// <summary>What was asked, in the remembered style where it names none.</summary>
    public static PageQuery Asked(HttpRequest request)
    {
        var asked = PageQuery.Of(request);
        return asked["style"] is null && Of(request) is { } style ? asked.With("style", style) : asked;
    }
}
