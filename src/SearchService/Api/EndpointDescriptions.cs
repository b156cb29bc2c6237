using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;

namespace SearchService.Api;

/// <summary>Describes endpoints that read their parameters themselves, all faults at once, in the OpenAPI document.</summary>
internal static class EndpointDescriptions
{
    /// <summary>Parameters of the query string.</summary>
    public static RouteHandlerBuilder Takes(
        this RouteHandlerBuilder endpoint,
        IReadOnlyList<ParameterDescription> parameters
    ) =>
        endpoint.AddOpenApiOperationTransformer(
            (operation, _, _) =>
            {
                operation.Parameters ??= [];
                foreach (var parameter in parameters)
                {
                    operation.Parameters.Add(
                        new OpenApiParameter
                        {
                            Name = parameter.Name,
                            In = ParameterLocation.Query,
                            Description = parameter.Description,
                            Required = parameter.Required,
                            Schema = parameter.Schema(),
                            Example = parameter.ExampleNode(),
                        }
                    );
                }

                return Task.CompletedTask;
            }
        );

    /// <summary>The same parameters as members of a JSON object in the body.</summary>
    public static RouteHandlerBuilder TakesJson(
        this RouteHandlerBuilder endpoint,
        IReadOnlyList<ParameterDescription> parameters
    ) =>
        endpoint.AddOpenApiOperationTransformer(
            (operation, _, _) =>
            {
                var schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Properties = parameters.ToDictionary(
                        parameter => parameter.Name,
                        parameter =>
                        {
                            var described = parameter.Schema();
                            described.Description = parameter.Description;
                            return (IOpenApiSchema)described;
                        },
                        StringComparer.Ordinal
                    ),
                    Required = parameters
                        .Where(parameter => parameter.Required)
                        .Select(parameter => parameter.Name)
                        .ToHashSet(StringComparer.Ordinal),
                };
                operation.RequestBody = new OpenApiRequestBody
                {
                    Required = true,
                    Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                    {
                        ["application/json"] = new() { Schema = schema },
                    },
                };
                return Task.CompletedTask;
            }
        );

    /// <summary>Problem documents with these status codes.</summary>
    public static RouteHandlerBuilder Answers(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statusCodes)
    {
        foreach (var status in statusCodes)
        {
            endpoint.Produces<ProblemDetails>(status, "application/problem+json");
        }

        return endpoint;
    }
}
