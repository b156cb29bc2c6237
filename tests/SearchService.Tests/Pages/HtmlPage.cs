using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using SearchService.Tests.Running;

namespace SearchService.Tests.Pages;

/// <summary>A page as an HTML parser reads it.</summary>
internal static class HtmlPage
{
    private static readonly HashSet<string> Blocks = new(
        "address article aside blockquote body dd div dl dt footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p section table tbody td th thead tr ul".Split(
            ' '
        ),
        StringComparer.Ordinal
    );

    public static async Task<(Answer Answer, IDocument Document)> OpenAsync(
        RunningService service,
        string path,
        HttpStatusCode expected = HttpStatusCode.OK
    )
    {
        var answer = (await service.GetAsync(path, ("Accept", "text/html"))).Is(expected);
        Assert.Equal("text/html", answer.MediaType);
        return (answer, new HtmlParser().ParseDocument(answer.Body));
    }

    /// <summary>Where a path leads, with the place in the page.</summary>
    public static async Task<string[]> LedToAsync(RunningService service, string path)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = service.Client.BaseAddress };
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return response.Headers.Location!.ToString().Split('#');
    }

    /// <summary>The article of a reading view whole, from all its parts, and the blocks of text of each page.</summary>
    public static async Task<(string Text, List<IDocument> Parts)> ReadAsync(RunningService service, string documentId)
    {
        var parts = new List<IDocument>();
        var text = new StringBuilder();
        for (var path = $"/documents/{documentId}"; path is not null; )
        {
            var (_, page) = await OpenAsync(service, path);
            var article = page.QuerySelector("article.text")!;
            if (parts.Count > 0)
            {
                text.Append("\n\n");
            }

            Assert.Equal(
                CodePointText.Length(text.ToString()).ToString(System.Globalization.CultureInfo.InvariantCulture),
                article.GetAttribute("data-start")
            );
            text.Append(article.TextContent);
            parts.Add(page);
            path = page.QuerySelector(".parts a[rel=next]")?.GetAttribute("href");
        }

        return (text.ToString(), parts);
    }

    /// <summary>What a browser finds words within: the text of each block, but for what is not shown and what one fills in.</summary>
    public static IReadOnlyList<string> TextBlocks(IDocument page)
    {
        var blocks = new List<string>();
        var current = new StringBuilder();
        Walk(page.Body!);
        Flush();
        return blocks;

        void Walk(IElement element)
        {
            foreach (var node in element.ChildNodes)
            {
                if (node is IText text)
                {
                    current.Append(text.Data);
                }
                else if (
                    node is IElement child
                    && child.LocalName is not ("script" or "style" or "select" or "template")
                    && !child.HasAttribute("hidden")
                )
                {
                    var isBlock = Blocks.Contains(child.LocalName);
                    if (isBlock)
                    {
                        Flush();
                    }

                    Walk(child);
                    if (isBlock)
                    {
                        Flush();
                    }
                }
            }
        }

        void Flush()
        {
            if (!string.IsNullOrWhiteSpace(current.ToString()))
            {
                blocks.Add(current.ToString());
            }

            current.Clear();
        }
    }
}
