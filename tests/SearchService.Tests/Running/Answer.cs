using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace SearchService.Tests.Running;

/// <summary>What the service answered, read to its end.</summary>
internal sealed record Answer(HttpStatusCode Status, string Body, string? MediaType, HttpResponseHeaders Headers)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public static async Task<Answer> OfAsync(HttpResponseMessage message)
    {
        using (message)
        {
            return new Answer(
                message.StatusCode,
                await message.Content.ReadAsStringAsync(),
                message.Content.Headers.ContentType?.MediaType,
                message.Headers
            );
        }
    }

    /// <summary>This answer, after its status was seen to be the expected one.</summary>
    public Answer Is(HttpStatusCode expected)
    {
        Assert.True(Status == expected, $"{(int)Status} instead of {(int)expected}: {Body}");
        return this;
    }

    /// <summary>The answer as a problem document in which every member that the contract names is there.</summary>
    public JsonElement Problem(HttpStatusCode expected)
    {
        Is(expected);
        Assert.Equal("application/problem+json", MediaType);
        var problem = Json;
        Assert.Equal((int)expected, problem.Number("status"));
        foreach (var member in (string[])["type", "title", "detail", "instance"])
        {
            Assert.False(string.IsNullOrWhiteSpace(problem.Text(member)), $"no {member} in {Body}");
        }

        return problem;
    }
}

/// <summary>Short ways into JSON; each fails where the member is not there.</summary>
internal static class JsonPaths
{
    public static JsonElement At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            Assert.True(element.TryGetProperty(name, out var next), $"no '{name}' in {element}");
            element = next;
        }

        return element;
    }

    public static string? Text(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path).GetString();

    public static int Number(this JsonElement element, params ReadOnlySpan<string> path) => element.At(path).GetInt32();

    public static IReadOnlyList<JsonElement> Items(this JsonElement element, params ReadOnlySpan<string> path) =>
        [.. element.At(path).EnumerateArray()];

    public static IReadOnlyList<string> Texts(this JsonElement element, params ReadOnlySpan<string> path) =>
        [.. element.At(path).EnumerateArray().Select(item => item.GetString()!)];
}
