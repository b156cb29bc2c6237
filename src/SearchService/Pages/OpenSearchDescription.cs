using System.Xml.Linq;

namespace SearchService.Pages;

/// <summary>The OpenSearch 1.1 description, from which browsers learn to search here by their address bar.</summary>
internal static class OpenSearchDescription
{
    public const string Path = "/opensearch.xml";
    public const string MediaType = "application/opensearchdescription+xml";

    private static readonly XNamespace Namespace = "http://a9.com/-/spec/opensearch/1.1/";

    public static void MapOpenSearch(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, Describe).ExcludeFromDescription();

    private static IResult Describe(HttpRequest request)
    {
        var host = $"{request.Scheme}://{request.Host}";
        var description = new XElement(
            Namespace + "OpenSearchDescription",
            new XElement(Namespace + "ShortName", "SearchService"),
            new XElement(Namespace + "Description", "Finds the exact passage in a collection of texts."),
            new XElement(Namespace + "InputEncoding", "UTF-8"),
            Url("text/html", $"{host}{PageLinks.Search}?q={{searchTerms}}&page={{startPage?}}"),
            Url("application/json", $"{host}/v1/search?q={{searchTerms}}"),
            new XElement(Namespace + "Image", new XAttribute("type", "image/svg+xml"), host + PageAssets.Of("icon.svg"))
        );
        return TypedResults.Text(
            new XDeclaration("1.0", "UTF-8", null) + "\n" + description,
            MediaType + "; charset=utf-8"
        );
    }

    private static XElement Url(string type, string template) =>
        new(Namespace + "Url", new XAttribute("type", type), new XAttribute("template", template));
}
