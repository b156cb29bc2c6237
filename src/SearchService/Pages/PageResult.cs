using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Net.Http.Headers;

namespace SearchService.Pages;

/// <summary>A page made whole on the server. What it shows is escaped by the template; what a browser may do with it is narrow.</summary>
/// <typeparam name="TPage">The template, with one parameter, <c>Model</c>.</typeparam>
internal sealed class PageResult<TPage>(object model, int status = StatusCodes.Status200OK) : IResult
    where TPage : IComponent
{
    /// <summary>Only what this host sends, no script or style within a page, no frame around it.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var page = await renderer.RenderComponentAsync<TPage>(
                ParameterView.FromDictionary(
                    new Dictionary<string, object?>(StringComparer.Ordinal) { ["Model"] = model }
                )
            );
            return page.ToHtmlString();
        });
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers[HeaderNames.ContentSecurityPolicy] = Policy;
        response.Headers["Referrer-Policy"] = "same-origin";

        // The same address shows another page in another browser's style, and after the next change of a text: nobody shows it unasked,
        // and what keeps answers for several people keeps none.
        response.Headers[HeaderNames.Vary] = HeaderNames.Cookie;
        if (status != StatusCodes.Status200OK)
        {
            response.Headers[HeaderNames.CacheControl] = "no-store";
        }
        else if (response.Headers.CacheControl.Count == 0)
        {
            response.Headers[HeaderNames.CacheControl] = "private, no-cache";
        }

        await response.WriteAsync(html, httpContext.RequestAborted);
    }
}
